"""Whom a definite description stands for: "the Beijing official", "the company", "the 54-year-old", "the engineers"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from claims.extraction.authorship import RESULTS, Authorship
from claims.extraction.campaigns import OF_PERSONS, Campaigns
from claims.extraction.cast import Cast
from claims.extraction.figures import COMPANY, Figure, latest_before
from claims.extraction.name_words import ACRONYM
from claims.extraction.named_later import KINDS, PORTFOLIOS
from claims.extraction.names import is_role
from claims.extraction.noun_phrases import DEFINITE, NounPhrase
from claims.extraction.organizations import CLASSES
from claims.extraction.portfolios import MARKED, has_other_field, shares_field
from claims.extraction.pronouns import FEMALE, MALE, Salience
from claims.extraction.stated_roles import (
    FIELDS,
    HEADS_OF_FIELD,
    PARTIES,
    is_former,
    is_sort_of,
    parties_agree,
    parties_in,
    sorts,
    sorts_of,
    trades_of,
    wanted_roles,
)
from claims.extraction.values import Span, SpeakerKind
from claims.extraction.wordlists import WORDS, bodies, fold, places, roles, singular, word_set

_NUMBERS = {
    "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11",
    "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16",
}  # fmt: skip
_AGE = re.compile(rf"(\d{{1,3}}|{'|'.join(_NUMBERS)})-year-old")
_PARENT = re.compile(r"(?:mum|mother|mom|dad|father)-of-\w+")
_STATE_NOUNS = word_set(
    """
    country nation government state republic kingdom authorities regime administration leadership
    """
)
COMPANY_NOUNS = word_set(
    """
    company firm business maker manufacturer giant group operator developer retailer airline carrier chain supplier
    conglomerate brand startup start-up publisher lender producer builder contractor studio label insurer brewer miner
    drugmaker carmaker automaker chipmaker planemaker utility subsidiary distributor exporter importer bank
    """
)
_ANY_PERSON = frozenset(["man", "woman", "person"])
# Nouns for persons of an age.
_OF_AGE = {
    "pensioner": range(60, 120), "teenager": range(13, 20), "teen": range(13, 20), "sexagenarian": range(60, 70),
    "septuagenarian": range(70, 80), "octogenarian": range(80, 90), "nonagenarian": range(90, 100),
}  # fmt: skip
# Offices by which nobody of another is called.
_ONE_OF_A_STATE = word_set("taoiseach pope")
# Who holds office for a party.
_HOLDERS = roles().classes["official"] | roles().classes["politician"] | {"critic", "convener"}
# Diplomats before whom no spokesman is meant.
_ENVOYS = word_set("ambassador envoy consul attaché")
# Last words of names of armed groups.
_ARMED = word_set("forces force front movement militia brigade brigades army resistance rebels")
_MINISTRIES = word_set("ministry department")
# Letters that words of one family share.
_STEM = 4
_ORGANIZATION = word_set("organisation organization ngo nonprofit non-profit")
# By which a service of spies may be taken up.
_SECRET = {"spy": "intelligence"}
# A district attorney is no attorney of anybody else.
_ATTORNEYS = frozenset({"district", "prosecuting", "defense", "defence"})
_OUTLETS = bodies().outlets
_PAPERS = word_set("newspaper paper daily tabloid broadsheet magazine broadcaster outlet")
_OF_PARTIES = PARTIES.keys() | {"opposition", "parliamentary"}
# Who belongs to a party even without a capital; an activist may be conservative in any.
_MEMBERS = frozenset({"republican", "democrat", "tory"})
# Sentences back to whom a description without a stated role can take up.
_JUST = 3
# Nouns by which news varies a name; others bring in somebody new ("the driver").
_TAKES_UP = (
    word_set(
        """
    republican democrat conservative nominee candidate governor senator star singer actor actress striker
    """
    )
    | roles().classes["politician"]
    | roles().classes["star"]
    | roles().classes["athlete"]
    | roles().classes["executive"]
    | (roles().classes["scientist"] - word_set("engineer author expert specialist"))
) - {"secretary", "speaker", "manager", "head", "chief", "host", "driver", "chair", "director"}
# By which a description tells more of somebody known: "the retired diver", "the delegate and activist".
_VARYING = word_set("former retired onetime longtime veteran influential outspoken self-described self-made famed and")
# The office of a person is no regulator.
_OWNER = re.compile(r"(?<!ommissioner)['’]s ")
_OWNED = word_set("its their his her")


class Descriptions:
    """Finds the figure of a cast that a description takes up."""

    def __init__(self, cast: Cast, salience: Salience) -> None:
        self._cast = cast
        self._salience = salience
        self._campaigns = Campaigns(cast, salience)
        self._authorship = Authorship(cast, salience)

    def resolve(self, phrase: NounPhrase, position: int, *, saying: Sequence[Span] = ()) -> Figure | None:
        """Return the figure described, the one last spoken of first; None if the description fits nobody known.

        What somebody is `saying` of "she" tells the gender of "the 54-year-old".
        """
        head = phrase.head
        if head in ("percent", "cent"):  # "46 percent" are others than "47 percent of clerks"
            return None
        if head in roles().acronyms:
            return self._cast.with_role(roles().acronyms[head].split())
        noun = singular(head)
        is_plural = noun != head and head not in ("police", "authorities")
        modifiers = [word for word in phrase.core[:-1] if word not in DEFINITE and word != "'s"]
        if noun == "member" and phrase.tail[1:2] == ("parliament",):
            noun = "lawmaker"
        if noun.startswith("ex-") and noun[3:] in roles().titles | roles().classes.keys():
            noun, modifiers = noun[3:], ["former", *modifiers]
        if _AGE.search(head) or _PARENT.match(head):
            return self._aged(head, position, saying)
        if len(phrase.tail) == 2 and _PARENT.match(f"{head}-{'-'.join(phrase.tail)}"):
            return self._aged(f"{head}-of-{phrase.tail[1]}", position, saying)
        if head in RESULTS and (finder := self._authorship.finder(head, position)) is not None:
            return finder
        if noun in bodies().reports:
            return self._authorship.author(phrase, position)
        if head in OF_PERSONS and (owned := self._campaigns.resolve(phrase, position)) is not None:
            return owned
        if head in _STATE_NOUNS:
            return self._state(phrase, position)
        if is_plural:
            return self._plural(phrase, noun, modifiers, position)
        found = self._body(phrase, noun, modifiers, position) or self._person(phrase, noun, modifiers, position)
        if found is None and noun not in bodies().heads and any(_AGE.fullmatch(word) for word in phrase.core[1:2]):
            return self._aged(phrase.core[1], position, saying)  # "the 27-year-old hurdler"
        return found

    def note_office(self, figure: Figure, phrase: NounPhrase) -> None:
        """Let a person of whom no role is read have the office of a state by which it is taken up."""
        if figure.kind is not SpeakerKind.PERSON or figure.roles or phrase.head not in roles().titles:
            return
        if state := self._state_word(phrase):
            figure.roles.append(phrase.parts[0].removeprefix("The ").removeprefix("the "))
            figure.state = figure.state or state

    def _nearby(self, kind: SpeakerKind, position: int) -> list[Figure]:
        return [figure for figure in self._cast.nearby(position) if figure.kind is kind]

    def _aged(self, head: str, position: int, saying: Sequence[Span]) -> Figure | None:
        match = _AGE.search(head)
        gender = "f" if head.startswith("m") else "m" if _PARENT.match(head) else ""
        persons = [p for p in self._nearby(SpeakerKind.PERSON, position) if not gender or p.gender in ("", gender)]
        if not gender and (told := self._gender_told(saying)):
            persons = [p for p in persons if p.gender in ("", told)] or persons
        age = _NUMBERS.get(match.group(1), match.group(1)) if match else None
        of_age = [person for person in persons if age is not None and person.age == age]
        if of_age or age is None:
            return self._salience.most_salient(of_age or persons, position)
        nameless = [f for f in self._nearby(SpeakerKind.ANONYMOUS, position) if not f.is_plural]
        ageless = [f for f in persons if f.age is None] + [f for f in nameless if self._is_just(f, position, 1)]
        speaking = [f for f in ageless if self._salience.speaks_just_before(f, position)]
        return self._salience.most_salient(speaking or ageless or persons, position)

    def _gender_told(self, saying: Sequence[Span]) -> str:
        """Return the gender of all the pronouns that somebody says outside quotation marks, "" if they differ."""
        story = self._cast.story
        low = {
            story.low[k]
            for span in saying
            for k in story.units(span)
            if story.low[k] in MALE | FEMALE and story.quotation(story.starts[k]) is None
        }
        return "" if not low or (low & MALE and low & FEMALE) else "m" if low & MALE else "f"

    def _state_word(self, phrase: NounPhrase) -> str | None:
        """Return the state in the modifiers: "the Beijing official", "the Ukrainian chief", "Velmora's minister"."""
        return self._cast.geography.state_in(phrase.text)

    def _state(self, phrase: NounPhrase, position: int) -> Figure | None:
        found = self._state_word(phrase)
        if found:
            return self._cast.state(found)
        if fold(" ".join(word for word in WORDS.findall(phrase.text)[1:] if word[0].isupper())) in places():
            return None  # "the Hong Kong government"
        return self._salience.most_salient(self._nearby(SpeakerKind.STATE, position), position)

    def _plural(self, phrase: NounPhrase, noun: str, modifiers: list[str], position: int) -> Figure | None:
        plural = [f for f in self._cast.nearby(position) if f.is_plural]
        described = [f for f in plural if noun in f.nouns] or [f for f in plural if KINDS.get(noun, set()) & f.nouns]
        if phrase.core[0] in ("his", "her"):  # "his advisers" are not whom "advisers" were hers
            owner = self._salience.resolve(phrase.core[0], position)
            described = [f for f in described if owner is None or owner.name in f.sides]
        fitting = [f for f in described if set(modifiers) <= set(WORDS.findall(fold(f.name)))]
        return self._salience.most_salient(fitting or described, position)

    def _body(self, phrase: NounPhrase, noun: str, modifiers: list[str], position: int) -> Figure | None:
        if noun == "group" and "'" in phrase.core:  # "the residents' group" is no company
            bodies_near = self._nearby(SpeakerKind.ORGANIZATION, position)
            of_them = [f for f in bodies_near if set(modifiers) & set(WORDS.findall(fold(f.name)))]
            return self._salience.most_salient(of_them, position)
        if noun == "group" and not _OF_PARTIES.isdisjoint(modifiers):  # "the opposition Labour group"
            return None
        if noun == "bank" and "central" in modifiers:
            return self._salience.most_salient(
                [f for f in self._nearby(SpeakerKind.ORGANIZATION, position) if _is_central_bank(f)], position
            )
        if noun in COMPANY_NOUNS:
            return self._company(noun, position)
        if (
            noun not in bodies().heads
            and noun not in bodies().outlet_words
            and noun not in ("bloc", "alliance", "side", "body", "station")
        ):
            return None
        near = [f for f in self._nearby(SpeakerKind.ORGANIZATION, position) if fold(f.name) not in CLASSES]
        fitting = [f for f in near if noun in f.nouns or noun in f.words]
        if (noun in _PAPERS and not fitting) or "news" in modifiers:  # "the newspaper", of the Orr Post
            fitting = [f for f in near if f.nouns & bodies().outlet_words or fold(f.name) in _OUTLETS]
        if noun == "body" and "governing" in modifiers:  # "world football's governing body"
            return self._salience.most_salient([f for f in near if self._is_just(f, position)], position)
        if noun == "body":  # "the gymnastics body", of Gymnastics Orr; "the anti-graft body", of one just heard of
            named = [f for f in near if set(modifiers) & set(f.words)]
            just = [f for f in near if f.nouns & bodies().government and self._is_just(f, position, 1)]
            return self._salience.most_salient(named or just, position)
        of_head = [f for f in fitting if _head_noun(f) in (noun, "")]
        fitting = of_head if of_head and noun != "police" else fitting  # that of Orr has a department
        named = [f for f in near if not _OWNER.search(f.name)]
        fitting = fitting or [f for f in named if {*f.words, *f.nouns} & KINDS.get(noun, frozenset())]
        wanted = {
            _SECRET.get(word, word) for word in modifiers if self._cast.geography.state_of_adjective(word) is None
        } - {"super"}
        closest = [f for f in fitting if wanted <= {*f.words, *f.nouns}]
        if not fitting and not wanted and phrase.is_definite:
            closest = [f for f in near if _is_short_for(noun, f) and self._is_just(f, position)]
        owned = any(
            word[:1].isupper() and fold(word) not in DEFINITE | {"super", "pac"} and not self._is_opening(phrase, word)
            for word in WORDS.findall(phrase.text)
        )
        if phrase.core[0] in ("his", "her") and noun in bodies().government:
            owner = self._salience.resolve(phrase.core[0], position)
            field = owner.role_words if owner is not None else set()
            closest = fitting = [f for f in fitting if field & (f.nouns | set(f.words)) - {noun}]
        if not closest and "'" in wanted:  # "the medics' union", of the Medical Union
            closest = [f for f in fitting if any(_share_stem(word, other) for word in wanted for other in f.words)]
        # "The farmers' union" is not "the brewers' federation"; a headline speaks of the only one.
        tells_nothing = len(fitting) == 1 and fold(fitting[0].name) in bodies().known  # "the actors' union", of Equity
        is_of_others = "'" in wanted and not tells_nothing and not self._cast.story.in_title(phrase.start)
        is_firm = noun == "service" and any(noun in bodies().known.get(fold(f.name), ()) for f in fitting)
        is_other = is_of_others or (noun in bodies().government and not is_firm)  # "the streaming service" is a firm
        if wanted and not closest and (owned or is_other):
            return None
        return self._salience.most_salient(closest or fitting, position) or next(iter(closest or fitting), None)

    def _is_opening(self, phrase: NounPhrase, word: str) -> bool:
        """Tell whether a word has its capital from the headline it opens: "Housing charity", of a text on housing."""
        opens = self._cast.story.document.title is not None and phrase.start == 0 and phrase.text.startswith(word)
        return opens and self._cast.is_common_noun(word)

    def _is_just(self, figure: Figure, position: int, sentences: int = _JUST) -> bool:
        """Tell whether somebody was spoken of in the last sentences."""
        story = self._cast.story
        return story.sentence(position) - story.sentence(max(0, latest_before(figure, position))) <= sentences

    def _company(self, noun: str, position: int) -> Figure | None:
        candidates = [f for f in self._nearby(SpeakerKind.ORGANIZATION, position) if f.nouns & COMPANY_NOUNS]
        others = [
            f
            for f in self._nearby(SpeakerKind.ORGANIZATION, position)
            if not f.nouns and f.name.casefold() not in bodies().outlets
        ]
        of_noun = [f for f in candidates if noun not in COMPANY and (noun in f.words or noun in f.nouns)]
        of_kind = [f for f in self._nearby(SpeakerKind.ORGANIZATION, position) if noun == "group" and _is_group(f)]
        just = [f for f in others if noun in COMPANY | {"group"} and self._salience.speaks_just_before(f, position)]
        pool = of_noun or [*candidates, *just, *of_kind] or others
        return self._salience.most_salient(pool, position) or max(pool, key=lambda f: len(f.places), default=None)

    def _person(self, phrase: NounPhrase, noun: str, modifiers: list[str], position: int) -> Figure | None:
        bodies_named = self._bodies_named(phrase, noun, modifiers)
        wanted = wanted_roles(noun, modifiers, is_of_body=bool(bodies_named))
        geography = self._cast.geography
        state, described = self._state_word(phrase), self._described(noun, position)
        if described is not None and state not in (None, self._cast.geography.state_in(described.name)):
            described = None  # "the Karsian diplomat" after "a diplomat in Lenz"
        known = is_role(noun) or noun in roles().classes or noun in roles().courtesy or noun in _ANY_PERSON
        if described is not None or not known:
            return described
        owner = self._salience.resolve(phrase.core[0], position) if phrase.core[0] in _OWNED else None
        parties = parties_in(fold(word) for word in WORDS.findall(phrase.text) if word[0].isupper() or word in _MEMBERS)
        persons = [
            person
            for person in self._nearby(SpeakerKind.PERSON, position)
            if person is not owner and (not state or person.state in (None, state)) and parties_agree(parties, person)
        ]
        gender = roles().gender.get(noun, "")
        persons = [person for person in persons if not gender or person.gender in ("", gender)]
        if fields := FIELDS & set(modifiers):
            persons = [person for person in persons if fields & person.role_words or not FIELDS & person.role_words]
        if (body := self._body_in(phrase)) is not None:
            persons = [p for p in persons if not p.roles or set(WORDS.findall(fold(body.name))) & p.role_words]
        if noun in PORTFOLIOS:
            persons = [person for person in persons if not has_other_field(geography, person, noun, modifiers)]
        if noun in _ONE_OF_A_STATE:
            persons = [person for person in persons if noun in person.role_words]
        fitting = [person for person in persons if noun in person.offices | person.nouns]
        fitting = fitting or [person for person in persons if noun in person.role_words]
        fitting = fitting or [person for person in persons if int(person.age or 0) in _OF_AGE.get(noun, ())]
        if not fitting and phrase.core[0] not in _OWNED:  # the head of a department is no monarch where there is a king
            if "'s" in phrase.core:  # "Lenz's harbour chief" is no head of another body
                persons = [p for p in persons if not p.roles or shares_field(geography, p, modifiers)]
            if noun in HEADS_OF_FIELD:  # "the security chief" heads a security council
                fitting = [p for p in persons if fields & p.role_words]
            sorts = wanted - {"head"}
            if noun == "diplomat" and "top" not in modifiers:
                fitting = [p for p in persons if _ENVOYS & p.offices]
            fitting = fitting or [p for p in persons if sorts & (p.offices | p.nouns) or is_sort_of(noun, p)]
            fitting = fitting or [p for p in persons if wanted & p.role_words]
        if noun in _ANY_PERSON and not fitting:
            fitting = [person for person in persons if person.gender == gender]
        if phrase.core[0] not in DEFINITE and phrase.tail[:1] in (("for",), ("of",)):  # "Counsel for Marl Media"
            of_whom = {word for word in map(fold, re.findall(r"[A-Z][\w-]+", phrase.text)) if word in phrase.tail}
            fitting = [person for person in fitting if of_whom <= person.role_words]
        marks = (MARKED | (_ATTORNEYS if noun == "attorney" else set())) & set(modifiers)
        of_noun = fitting
        fitting = [p for p in fitting if marks <= p.role_words and all(self._is_of(p, word) for word in bodies_named)]
        if not marks and all(is_former(noun, person) for person in fitting):
            fitting = [person for person in fitting if self._is_just(person, position)]
        elif not marks:
            fitting = [person for person in fitting if not is_former(noun, person)]
        if not fitting and bodies_named:
            of_body = [p for p in persons if not trades_of(p) and all(self._is_called_of(p, w) for w in bodies_named)]
            if of_body:  # "the SNP's Ida Lund"
                return self._salience.most_salient(of_body, position)
            members = [p for p in of_noun if marks <= p.role_words and not any(map(self._cast.is_body, p.role_words))]
            if near := self._just(members, position, 1):  # "Senator Lund said … The ODM legislator added"
                return self._salience.most_salient(near, position)
            just = [p for p in self._just(persons, position, 1) if not trades_of(p)]
            return self._cast.with_role([noun, *modifiers]) or self._varied(noun, just, position, [])
        if not fitting:
            fitting = [p for p in persons if noun in _TAKES_UP and parties & parties_in(p.role_words)]
        if not fitting:
            stated = self._cast.with_role([noun, *modifiers]) if modifiers else None
            once = [p for p in persons if noun in p.offices] if marks == {"former"} else []
            is_of_field = noun in PORTFOLIOS and bool(modifiers) and not once
            is_other = phrase.core[0] in _OWNED or "prime" in modifiers or is_of_field
            if phrase.core[0] == "the" and not once and self._varies(noun, modifiers, position):
                return stated or self._salience.most_salient(self._just(persons, position), position)
            return stated or (None if is_other else self._varied(noun, persons, position, once))
        told = {word for word in modifiers if word in {w for p in fitting for w in p.role_words}}
        exact = [person for person in fitting if told <= person.role_words] or fitting
        own = [person for person in exact if state and person.state == state] or exact
        return self._salience.most_salient(own, position) or (own[0] if len(own) == 1 else None)

    def _body_in(self, phrase: NounPhrase) -> Figure | None:
        """Return the body of several words that a phrase names in front of its noun: "the Harbour Board chairman"."""
        words = [] if phrase.tail or not phrase.parts else WORDS.findall(phrase.parts[0])
        named = [word for word in words[1:] if word[0].isupper()]
        return self._cast.body(" ".join(named)) if len(named) > 1 and self._cast.is_body(" ".join(named)) else None

    def _is_of(self, person: Figure, body: str) -> bool:
        """Tell whether a stated role names a body, or in full what the letters of the body stand for."""
        stated, figure = person.role_words, self._cast.body(body)
        named = set(WORDS.findall(fold(figure.name))) if figure is not None else set()
        fields = stated - roles().nouns
        is_minister = bool(named & _MINISTRIES and fields) and fields <= named  # the Health Secretary is the DoH chief
        return body in stated or is_minister or (bool(named) and named <= stated)

    def _bodies_named(self, phrase: NounPhrase, noun: str, modifiers: list[str]) -> set[str]:
        """Return the bodies in the modifiers of a noun, and letters before a politician that are a party's."""
        named = {word for word in modifiers if self._cast.is_body(word)}
        is_politician = noun in roles().classes["lawmaker"] | {"lawmaker", "legislator", "politician"}
        if is_politician and not self._state_word(phrase):
            named |= {fold(word) for word in phrase.text.split()[:-1] if ACRONYM.fullmatch(word)}
        return named - bodies().heads - set(PARTIES)

    def _is_called_of(self, person: Figure, body: str) -> bool:
        """Tell whether a body's letters stand right before a person's name: "the SNP's Ida Lund"."""
        text = self._cast.story.text
        before = (fold(text[max(0, place - len(body) - 3) : place]) for place in person.places)
        return any(words.endswith((f"{body}'s ", f"{body} ")) for words in before)

    def _described(self, noun: str, position: int) -> Figure | None:
        """Return the nameless person brought in by the same noun: "the officer" after "a senior officer".

        "The person" and "the source" take up whoever nameless spoke just before.
        """
        nameless = [f for f in self._nearby(SpeakerKind.ANONYMOUS, position) if not f.is_plural]
        of_noun = [f for f in nameless if noun in f.nouns]
        if of_noun or noun not in ("person", "source"):
            return self._salience.most_salient(of_noun, position)
        near = [f for f in nameless if self._is_just(f, position)]
        return self._salience.most_salient(near, position)

    def _varies(self, noun: str, modifiers: list[str], position: int) -> bool:
        """Tell whether further words say that a noun nothing before speaks of varies a name: "the retired diver"."""
        if noun in _TAKES_UP or _VARYING.isdisjoint(modifiers):
            return False
        return "retired" in modifiers or not self._cast.is_word_before(noun, position)

    def _just(self, figures: Iterable[Figure], position: int, sentences: int = _JUST) -> list[Figure]:
        return [figure for figure in figures if self._is_just(figure, position, sentences)]

    def _varied(self, noun: str, persons: list[Figure], position: int, once: list[Figure]) -> Figure | None:
        """Return the person just spoken of, of whom the text states no role: "the Republican nominee", "the singer".

        Or one of those that were `once` what the noun says: "the former president" after "President Lund signed it".
        """
        if noun not in _TAKES_UP:
            return self._salience.most_salient(once, position)
        unstated = [
            person
            for person in persons
            if not (trades_of(person) or "journalist" in person.nouns) or not sorts(noun).isdisjoint(sorts_of(person))
        ]
        if noun in PARTIES:  # "The Conservative said", of a commissioner just heard
            unstated += [p for p in persons if p.offices & _HOLDERS and not parties_in(p.role_words)]
        near = self._just(unstated, position, 1 if once or noun in PARTIES else _JUST)
        near = near or (self._just(unstated, position) if noun in PARTIES else [])
        return self._salience.most_salient([*once, *near], position)


def _share_stem(one: str, other: str) -> bool:
    """Tell whether two words are likely of one family: "medics" and "Medical"."""
    return min(len(one), len(other)) > _STEM and one[:_STEM] == other[:_STEM]


def _head_noun(figure: Figure) -> str:
    """Return the noun that a body's name is about: "guild" of "Orr Hospital Consultants' Guild"."""
    words = figure.words[: next((k for k, word in enumerate(figure.words) if k and word in ("of", "for")), None)]
    return next((word for word in reversed(words) if word in bodies().heads), "")


def _is_central_bank(figure: Figure) -> bool:
    """Tell whether a bank can be that of a state: "Bank of Karsia", "Karsia's central bank"."""
    return "bank" in figure.words and not {"central", "reserve", "of"}.isdisjoint(figure.words)


def _is_group(figure: Figure) -> bool:
    """Tell whether a name is that of a group: "Harbour Action Network", "Mothers Against Dust", an army of no state."""
    called = KINDS["group"] | (KINDS["organization"] if figure.name[:1].isupper() else frozenset())
    of_name = figure.words[-1] in called | (_ARMED if figure.state is None else frozenset())
    return of_name or bool(figure.nouns & _ORGANIZATION) or "against" in figure.words


def _is_short_for(noun: str, figure: Figure) -> bool:
    """Tell whether letters can end with a noun: RTU for a union."""
    if noun in bodies().government or fold(figure.name) in _OUTLETS:  # an army has no letters
        return False
    return figure.name.isupper() and figure.name.endswith(noun[0].upper())
