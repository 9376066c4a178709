"""From corpora to a tagger in ONNX. Needs the dependency group `train`; the product never imports it."""
