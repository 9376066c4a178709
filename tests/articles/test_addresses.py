"""The spelling of addresses, and which of them are public."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.addresses import AddressError, is_public, is_publishable, normalize_address


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("HTTPS://Www.Skarvik-Post.ORG", "https://www.skarvik-post.org/"),
        ("http://skarvik-post.org:80/a#part", "http://skarvik-post.org/a"),
        (" https://skarvik-post.org./a ", "https://skarvik-post.org/a"),
        ("https://skarvik-post.org/a?utm_source=x&id=4&fbclid=y", "https://skarvik-post.org/a?id=4"),
        ("https://bücher.example.org/straße", "https://xn--bcher-kva.example.org/stra%C3%9Fe"),
        ("https://skarvik-post.org/a%20b?q=a+b&c=%C3%A4", "https://skarvik-post.org/a%20b?q=a+b&c=%C3%A4"),
        ("http://0x7f.1:8080/", "http://127.0.0.1:8080/"),
        ("http://[0:0::1]/", "http://[::1]/"),
    ],
)
def test_an_address_has_one_spelling(raw: str, normal: str) -> None:
    assert normalize_address(raw) == normal


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "malformed_address"),
        ("skarvik-post.org/a", "malformed_address"),
        ("ftp://skarvik-post.org/", "scheme_not_allowed"),
        ("javascript:alert(1)", "scheme_not_allowed"),
        ("http://user:secret@skarvik-post.org/", "credentials_in_address"),
        ("http://skarvik-post.org\\@elsewhere.org/", "malformed_address"),
        ("http://skarvik post.org/", "malformed_address"),
        ("http://skarvik\u200bpost.org/", "malformed_address"),
        ("http://skarvik-post.org:0/", "malformed_address"),
        ("http://skarvik-post.org:99999/", "malformed_address"),
        ("http://[fe80::1%25eth0]/", "malformed_address"),
        ("http://300.1.2.3/", "malformed_address"),
        ("https://skarvik-post.org/" + "a" * 2000, "address_too_long"),
    ],
)
def test_an_address_that_two_parsers_could_read_differently_is_refused(raw: str, code: str) -> None:
    with pytest.raises(AddressError) as error:
        normalize_address(raw)
    assert error.value.code == code
    assert error.value.message.endswith((".", "first."))


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_is_refused_and_normalizing_twice_changes_nothing(raw: str) -> None:
    for candidate in (raw, f"http://{raw}", f"https://skarvik-post.org/{raw}"):
        try:
            normal = normalize_address(candidate)
        except AddressError:
            continue
        assert normalize_address(normal) == normal


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.5", "127.0.0.1", "169.254.169.254", "100.64.0.1", "192.0.0.192", "198.18.0.1", "224.0.0.1", "0.0.0.0",
        "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1",
        "2002:a00:1::", "fec0::1", "2001:db8::1", "3fff::1", "2001::1",
    ],
)  # fmt: skip
def test_addresses_of_other_networks_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["9.9.9.9", "2620:fe::fe", "::ffff:9.9.9.9"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    ("address", "published"),
    [
        ("https://skarvik-post.org/a", True),
        ("http://10.0.0.5/a", False),
        ("http://intranet/a", False),
        ("http://news.localhost/a", False),
    ],
)
def test_only_public_hosts_publish(address: str, published: bool) -> None:
    assert is_publishable(address) is published
