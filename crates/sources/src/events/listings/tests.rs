//! Changes between listings made by hand.
