//! What is not a game file is met at its place, with what was expected there and what was found.

use assay_solver::game::files::read;

#[test]
fn what_is_wrong_is_named_at_its_line_and_column() {
    for (text, expected) in [
        (
            "",
            "1:1: expected `NFG` or `EFG`, with which a game file begins, found an empty file",
        ),
        (
            "  \n\t\n",
            "1:1: expected `NFG` or `EFG`, with which a game file begins, found an empty file",
        ),
        (
            r#"nfg 1 R "t" { "a" } { 1 } 0"#,
            "1:1: expected `NFG` or `EFG`, with which a game file begins, found `nfg`",
        ),
        (
            r#"NGF 1 R "t" { "a" } { 1 } 0"#,
            "1:1: expected `NFG` or `EFG`, with which a game file begins, found `NGF`",
        ),
        (
            "#AGG\n2\n",
            "1:1: expected `NFG` or `EFG`, with which a game file begins, found `#AGG`",
        ),
        (
            r#"<?xml version="1.0"?>"#,
            "1:1: expected `NFG` or `EFG`, with which a game file begins, found `<?xml`",
        ),
        (
            "\u{0}\u{1}\u{2}\u{7f}",
            r#"1:1: expected `NFG` or `EFG`, with which a game file begins, found `\u{0}\u{1}\u{2}\u{7f}`"#,
        ),
        (
            "{ }",
            "1:1: expected `NFG` or `EFG`, with which a game file begins, found `{`",
        ),
        (
            r#""NFG""#,
            r#"1:1: expected `NFG` or `EFG`, with which a game file begins, found `"NFG"`"#,
        ),
        (
            "NFG",
            "1:4: expected `1`, the version of the format, found the end of the file",
        ),
        (
            r#"NFG 2 R "t" { "a" } { 1 } 0"#,
            "1:5: expected `1`, the version of the format, found `2`",
        ),
        (
            r#"NFG 1 Q "t" { "a" } { 1 } 0"#,
            "1:7: expected `R` or `D`, the kind of numbers, found `Q`",
        ),
        (
            r#"NFG 1 r "t" { "a" } { 1 } 0"#,
            "1:7: expected `R` or `D`, the kind of numbers, found `r`",
        ),
        (
            r#"NFG 1 R { "a" } { 1 } 0"#,
            "1:9: expected the title of the game in quotes, found `{`",
        ),
        (
            r#"NFG 1 R "t { "a" } { 1 } 0"#,
            "1:15: expected `{` before the players' names, found `a`",
        ),
        (
            r#"NFG 1 R "t" "a" { 1 } 0"#,
            r#"1:13: expected `{` before the players' names, found `"a"`"#,
        ),
        (
            r#"NFG 1 R "t" { } { } 0"#,
            "1:15: expected the name of a player in quotes, found `}`",
        ),
        (
            r#"NFG 1 R "t" { "a" b } { 1 1 } 0 0"#,
            "1:19: expected `}` after the players' names, found `b`",
        ),
        (
            r#"NFG 1 R "t" { "a" "b" { 1 1 } 0 0"#,
            "1:23: expected `}` after the players' names, found `{`",
        ),
        (
            "NFG 1 R \"t\" { \"a\" \"b\" }\n{ 2 }\n0 0 0 0",
            "2:5: expected how many strategies player 2 (`b`) has, 1 or more, found `}`",
        ),
        (
            r#"NFG 1 R "t" { "a" "b" } { 2 2 2 } 0"#,
            "1:31: expected `}` after the strategies of all players, found `2`",
        ),
        (
            r#"NFG 1 R "t" { "a" "b" } { 2 0 } 0"#,
            "1:29: expected how many strategies player 2 (`b`) has, 1 or more, found `0`",
        ),
        (
            r#"NFG 1 R "t" { "a" "b" } { 2 -1 } 0"#,
            "1:29: expected how many strategies player 2 (`b`) has, 1 or more, found `-1`",
        ),
        (
            r#"NFG 1 R "t" { "a" "b" } { 2 1.5 } 0"#,
            "1:29: expected how many strategies player 2 (`b`) has, 1 or more, found `1.5`",
        ),
        (
            r#"NFG 1 R "t" { "a" "b" } { { "x" "y" } } 0"#,
            "1:39: expected `{` before the strategies of player 2 (`b`), found `}`",
        ),
        (
            r#"NFG 1 R "t" { "a" "b" } { { "x" "y" } { } } 0"#,
            "1:41: expected the name of a strategy in quotes, found `}`",
        ),
        (
            r#"NFG 1 R "t" { "a" "b" } { { "x" 2 } { "z" } } 0"#,
            "1:33: expected `}` after the strategies of player 1 (`a`), found `2`",
        ),
        (
            r#"NFG 1 R "t" { "a" } { { "x" } { "y" } } 0"#,
            "1:31: expected `}` after the strategies of all players, found `{`",
        ),
        (
            "NFG 1 R \"t\" { \"a\" \"b\" } { 1000000000 1000000000 }\n1 2 3 4",
            "2:8: expected the payoff of player 1 in profile 3 of 1000000000000000000, found the end of the file",
        ),
        (
            "NFG 1 R \"t\" { \"a\" } { 99999999999999999999999999 }\n1",
            "1:23: expected how many strategies player 1 (`a`) has, 1 or more, found `99999999999999999999999999`",
        ),
        (
            "NFG 1 R \"t\" { \"a\" \"b\" } { 2 2 }\n1 1 1 1\n1 1 1\n",
            "3:6: expected the payoff of player 2 in profile 4 of 4, found the end of the file",
        ),
        (
            "NFG 1 R \"t\" { \"a\" \"b\" } { 2 2 }\n1 1 1 1\n1 1 1 1 1",
            "3:9: expected the end of the file after the payoffs of 2 players in 4 profiles, found `1`",
        ),
        (
            "NFG 1 R \"t\" { \"a\" \"b\" } { 2 2 }\n1 1 1 x 1 1 1 1",
            "2:7: expected the payoff of player 2 in profile 2 of 4, found `x`",
        ),
        (
            "NFG 1 R \"t\" { \"a\" \"b\" } { 2 2 }\n1 1 1 1/0 1 1 1 1",
            "2:7: expected the payoff of player 2 in profile 2 of 4, found `1/0`",
        ),
        (
            "NFG 1 R \"t\" { \"a\" \"b\" } { 2 2 }\n1 1 1 1.2.3 1 1 1 1",
            "2:7: expected the payoff of player 2 in profile 2 of 4, found `1.2.3`",
        ),
        (
            "NFG 1 R \"t\" { \"a\" \"b\" } { 2 2 }\n1 1 1 1e99999 1 1 1 1",
            "2:7: expected the payoff of player 2 in profile 2 of 4, found `1e99999`",
        ),
        (
            "NFG 1 R \"t\" { \"a\" \"b\" } { 2 2 }\n1, 1 1 1 1 1 1 1",
            "2:2: expected the payoff of player 2 in profile 1 of 4, found `,`",
        ),
        (
            r#"NFG 1 R "t" { "a" "b" } { 2 1 } "why" "twice" 1 1 1 1"#,
            r#"1:39: expected the payoff of player 1 in profile 1 of 2, found `"twice"`"#,
        ),
        (
            "NFG 1 R \"t\" { \"a\" \"b\" } { 2 1 }\n{ { \"x\" 1, 1 } { \"y\" 2, 2 } }\n1",
            "3:2: expected the number of the outcome, 0 to 2, of profile 2 of 2, found the end of the file",
        ),
        (
            "NFG 1 R \"t\" { \"a\" \"b\" } { 2 1 }\n{ { \"x\" 1, 1 } { \"y\" 2, 2 } }\n1 3",
            "3:3: expected the number of the outcome, 0 to 2, of profile 2 of 2, found `3`",
        ),
        (
            "NFG 1 R \"t\" { \"a\" \"b\" } { 2 1 }\n{ { \"x\" 1, 1 } { \"y\" 2, 2 } }\n1 2 1",
            "3:5: expected the end of the file after the outcomes of 2 profiles, found `1`",
        ),
        (
            "NFG 1 R \"t\" { \"a\" \"b\" } { 2 1 }\n{ { \"x\" 1 } { \"y\" 2, 2 } }\n1 2",
            "2:11: expected the payoff of player 2 of 2, found `}`",
        ),
        (
            "NFG 1 R \"t\" { \"a\" \"b\" } { 2 1 }\n{ { \"x\" 1, 1, 1 } }\n1 1",
            "2:15: expected `}` after the payoffs of all players, found `1`",
        ),
        (
            "NFG 1 R \"t\" { \"a\" \"b\" } { 2 1 }\n{ { 1, 1 } }\n1 1",
            "2:5: expected the name of an outcome in quotes, found `1`",
        ),
        (
            "NFG 1 R \"t\" { \"a\" \"b\" } { 2 1 }\n{ { \"x\" 1, 1 }\n1 1",
            "3:1: expected `}` after the last outcome, found `1`",
        ),
        (
            "NFG 1 R \"t\" { \"a\" \"b\" } { 2 1 }\n{ { \"x\" 1, 1 } }\n1 -1",
            "3:3: expected the number of the outcome, 0 to 1, of profile 2 of 2, found `-1`",
        ),
        (
            "EFG 1 R \"t\" { \"a\" }\nt \"\" 0",
            "1:5: expected `2`, the version of the format, found `1`",
        ),
        (
            "EFG 2 R \"t\"\nt \"\" 0",
            "2:1: expected `{` before the players' names, found `t`",
        ),
        (
            "EFG 2 R \"t\" { \"a\" 7 }\nt \"\" 0",
            "1:19: expected `}` after the players' names, found `7`",
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\n",
            "1:20: expected `c`, `p` or `t`, a node of chance, of a player or an end (1 to come), found the end of the file",
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\nT \"\" 0",
            "2:1: expected `c`, `p` or `t`, a node of chance, of a player or an end (1 to come), found `T`",
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\nchance \"\" 1 \"\" { \"l\" 1 } 0",
            "2:1: expected `c`, `p` or `t`, a node of chance, of a player or an end (1 to come), found `chance`",
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\nx \"\" 0",
            "2:1: expected `c`, `p` or `t`, a node of chance, of a player or an end (1 to come), found `x`",
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\nt 0",
            "2:3: expected the label of the node in quotes, found `0`",
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\nt \"\"",
            "2:5: expected the number of an outcome, 0 for none, found the end of the file",
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\nt \"\" 0 t \"\" 0",
            "2:8: expected the end of the file after the last node of the tree, found `t`",
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\nt \"\" 0 \"none\" { 1 }",
            r#"2:8: expected nothing more of outcome 0, which stands for none, found `"none"`"#,
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\nt \"\" 3",
            "2:6: expected outcome 3 to be defined before, or its payoffs here, found neither",
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\nt \"\" 3 \"no payoffs\"",
            "2:6: expected outcome 3 to be defined before, or its payoffs here, found neither",
        ),
        (
            "EFG 2 R \"t\" { \"a\" \"b\" }\nt \"\" 3 \"\" { 1 }",
            "2:15: expected the payoff of player 2 of 2, found `}`",
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\nt \"\" 3 \"\" { 1, 2 }",
            "2:16: expected `}` after the payoffs of all players, found `2`",
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\nt \"\" -3 \"\" { 1 }",
            "2:6: expected the number of an outcome, 0 for none, found `-3`",
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\np \"\" 2 1 \"\" { \"l\" \"r\" } 0\nt \"\" 0\nt \"\" 0",
            "2:6: expected the number of a player, 1 to 1, found `2`",
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\np \"\" 0 1 \"\" { \"l\" \"r\" } 0\nt \"\" 0\nt \"\" 0",
            "2:6: expected the number of a player, 1 to 1, found `0`",
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\np \"\" 1 1 0\nt \"\" 0",
            "2:8: expected information set 1 of player 1 to be defined before, or its actions here, found neither",
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\np \"\" 1 1 \"\" { } 0\nt \"\" 0",
            "2:15: expected the name of an action in quotes, found `}`",
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\np \"\" 1 \"\" { \"l\" \"r\" } 0\nt \"\" 0\nt \"\" 0",
            r#"2:8: expected the number of an information set, found `""`"#,
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\np \"\" 1 1 \"\" { \"l\" \"r\" } 0\nt \"\" 0\n",
            "3:7: expected `c`, `p` or `t`, a node of chance, of a player or an end (1 to come), found the end of the file",
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\np \"\" 1 1 \"\" { \"l\" \"r\" } 0\np \"\" 1 1 \"\" { \"l\" \"m\" } 0\nt \"\" 0\nt \"\" 0\nt \"\" 0",
            r#"3:13: expected the actions of information set 1 of player 1 as in line 2, found `{ "l" "m" }`"#,
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\np \"\" 1 1 \"h\" { \"l\" \"r\" } 0\np \"\" 1 1 \"k\" { \"l\" \"r\" } 0\nt \"\" 0\nt \"\" 0\nt \"\" 0",
            r#"3:10: expected the name of information set 1 of player 1 as in line 2, found `"k"`"#,
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\np \"\" 1 1 \"\" { \"l\" \"r\" } 0\nt \"\" 1 \"\" { 1 }\nt \"\" 1 \"\" { 2 }",
            "4:11: expected the payoffs of outcome 1 as in line 3, found `{ 2 }`",
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\nc \"\" 1 \"\" { \"l\" 1/2 \"r\" 1/3 } 0\nt \"\" 0\nt \"\" 0",
            "2:11: expected probabilities that sum to 1, found a sum of 5/6",
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\nc \"\" 1 \"\" { \"l\" 3/2 \"r\" -1/2 } 0\nt \"\" 0\nt \"\" 0",
            "2:25: expected a probability that is not below zero, found `-1/2`",
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\nc \"\" 1 \"\" { \"l\" \"r\" } 0\nt \"\" 0\nt \"\" 0",
            r#"2:17: expected the probability of action `l`, found `"r"`"#,
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\nc \"\" 1 \"\" { 1/2 1/2 } 0\nt \"\" 0\nt \"\" 0",
            "2:13: expected the name of an action in quotes, found `1/2`",
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\nc \"\" 7 0\nt \"\" 0",
            "2:6: expected draw 7 of chance to be defined before, or its actions and probabilities here, found neither",
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\nc \"\" 1 \"\" { \"l\" 1/2 \"r\" 1/2 } 0\nc \"\" 1 \"\" { \"l\" 1/3 \"r\" 2/3 } 0\nt \"\" 0\nt \"\" 0\nt \"\" 0",
            r#"3:11: expected the actions and probabilities of draw 1 of chance as in line 2, found `{ "l" 1/3 "r" 2/3 }`"#,
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\nc \"\" 1 \"\" { \"l\" 1/2 \"r\" 1/2 0\nt \"\" 0\nt \"\" 0",
            "2:29: expected the name of an action in quotes, found `0`",
        ),
        (
            "EFG 2 R \"t\" { \"a\" }\np \"x",
            r#"2:3: expected a quote `"` that closes this text, found the end of the file"#,
        ),
        (
            "EFG 2 R \"Zoë\" { \"ä\" } \"ünï\nçödé\" t \"ß\" ø",
            "2:13: expected the number of an outcome, 0 for none, found `ø`",
        ),
    ] {
        let Err(error) = read("file", text) else {
            panic!("{text:?} is read");
        };
        assert_eq!(error.to_string(), format!("file:{expected}"), "{text:?}");
    }
}

#[test]
fn a_mistyped_keyword_brings_the_nearest() {
    for (text, nearest) in [
        ("nfg 1 R", Some("NFG")),
        ("NGF 1 R", Some("NFG")),
        ("EFGG 2 R", Some("EFG")),
        ("EG 2 R", Some("EFG")),
        ("#AGG", None),
        ("NFG 1 rational", Some("R")),
        ("EFG 2 d", Some("D")),
        ("EFG 2 R \"\" { \"a\" } P \"\"", Some("p")),
        ("EFG 2 R \"\" { \"a\" } terminal \"\"", Some("t")),
        ("EFG 2 R \"\" { \"a\" } chance \"\"", Some("c")),
        ("EFG 2 R \"\" { \"a\" } x \"\"", None),
    ] {
        let error = read("file", text).err();
        let found = error.as_ref().and_then(|error| error.nearest());
        assert_eq!(found, nearest, "{text}");
    }
}

#[test]
fn a_rendered_error_underlines_the_place_and_helps() {
    let text = "NFG 1 R \"t\" { \"a\" \"b\" } { 2 1 }\n\n1 1\n1 1/0\n";
    let Err(error) = read("dir/game.nfg", text) else {
        panic!("divided by zero");
    };
    assert_eq!(
        error.render(false),
        "\
error: expected the payoff of player 2 in profile 2 of 2, found `1/0`
 --> dir/game.nfg:4:3
  |
4 | 1 1/0
  |   ^^^
  |
  = help: `1/0` divides by zero"
    );
    assert!(error.render(true).contains("\u{1b}["));
}
