//! Text for outputs that are not in UTF-8: every charset in use has ASCII at the same places, so letters lose their accents.

/// The text in ASCII. What has no plain counterpart reads `?`.
pub(super) fn spelled(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            ' '..='~' | '\t' | '\n' => plain.push(letter),
            _ => plain.push_str(counterpart(letter)),
        }
    }
    plain
}

/// What the letters of our catalogues' languages, and their punctuation, look like without accents.
fn counterpart(letter: char) -> &'static str {
    match letter {
        'à' | 'á' | 'â' => "a",
        'ä' => "ae",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' => "o",
        'ö' => "oe",
        'œ' => "oe",
        'ù' | 'ú' | 'û' => "u",
        'ü' => "ue",
        'ß' => "ss",
        'À' | 'Á' | 'Â' => "A",
        'Ä' => "Ae",
        'Ç' => "C",
        'È' | 'É' | 'Ê' => "E",
        'Í' | 'Î' => "I",
        'Ñ' => "N",
        'Ó' | 'Ô' => "O",
        'Ö' => "Oe",
        'Ú' | 'Û' => "U",
        'Ü' => "Ue",
        '’' | '‘' => "'",
        '“' | '”' | '„' | '«' | '»' => "\"",
        '–' | '—' => "-",
        '…' => "...",
        '\u{a0}' | '\u{202f}' => " ",
        '¿' | '¡' => "",
        _ => "?",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_are_dropped() {
        assert_eq!(spelled("établies à l’œuvre\u{a0}: « où » …"), "etablies a l'oeuvre : \" ou \" ...");
        assert_eq!(spelled("Größe"), "Groesse");
        assert_eq!(spelled("状"), "?");
    }
}
