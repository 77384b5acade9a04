/// An input of a published vector, and the canonical text it must become.
struct PublishedVector: Sendable {
    var name: String
    var input: String
    var output: String
}

/// Vectors others published for RFC 8785. The inputs hold escapes as they stand in the files.
///
/// - Source: RFC 8785, sections 3.2.2 and 3.2.3 and appendix B; the files of `testdata` in
///   cyberphone/json-canonicalization on GitHub, by the author of the RFC.
enum PublishedVectors {
    static let rfcExample = PublishedVector(
        name: "RFC 8785, 3.2.2",
        input: #"""
            {
              "numbers": [333333333.33333329, 1E30, 4.50,
                          2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """#,
        output: #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,"#
            + #"1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}"#)

    /// The bytes of the example above, as the RFC lists them in 3.2.4.
    static let rfcExampleHex = """
        7b 22 6c 69 74 65 72 61 6c 73 22 3a 5b 6e 75 6c 6c 2c 74 72
        75 65 2c 66 61 6c 73 65 5d 2c 22 6e 75 6d 62 65 72 73 22 3a
        5b 33 33 33 33 33 33 33 33 33 2e 33 33 33 33 33 33 33 2c 31
        65 2b 33 30 2c 34 2e 35 2c 30 2e 30 30 32 2c 31 65 2d 32 37
        5d 2c 22 73 74 72 69 6e 67 22 3a 22 e2 82 ac 24 5c 75 30 30
        30 66 5c 6e 41 27 42 5c 22 5c 5c 5c 5c 5c 22 2f 22 7d
        """

    static let rfcSorting = PublishedVector(
        name: "RFC 8785, 3.2.3",
        input: #"""
            {
              "\u20ac": "Euro Sign",
              "\r": "Carriage Return",
              "\ufb33": "Hebrew Letter Dalet With Dagesh",
              "1": "One",
              "\ud83d\ude00": "Emoji: Grinning Face",
              "\u0080": "Control",
              "\u00f6": "Latin Small Letter O With Diaeresis"
            }
            """#,
        output: #"{"\r":"Carriage Return","1":"One","# + "\"\u{80}\":\"Control\",\"\u{F6}\""
            + #":"Latin Small Letter O With Diaeresis","€":"Euro Sign","# + "\"\u{1F600}\""
            + #":"Emoji: Grinning Face","# + "\"\u{FB33}\":\"Hebrew Letter Dalet With Dagesh\"}")

    static let files: [PublishedVector] = [
        PublishedVector(
            name: "arrays",
            input: #"[ 56, { "d": true, "10": null, "1": [ ] } ]"#,
            output: #"[56,{"1":[],"10":null,"d":true}]"#),
        PublishedVector(
            name: "french",
            input: """
                {
                  "peach": "This sorting order",
                  "p\u{E9}ch\u{E9}": "is wrong according to French",
                  "p\u{EA}che": "but canonicalization MUST",
                  "sin":   "ingnore locale"
                }

                """,
            output: "{\"peach\":\"This sorting order\",\"p\u{E9}ch\u{E9}\":"
                + "\"is wrong according to French\",\"p\u{EA}che\":"
                + #""but canonicalization MUST","sin":"ingnore locale"}"#),
        PublishedVector(
            name: "structures",
            input: #"""
                {
                  "1": {"f": {"f": "hi","F": 5} ,"\n": 56.0},
                  "10": { },
                  "": "empty",
                  "a": { },
                  "111": [ { } ],
                  "A": { }
                }
                """#,
            output: #"{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{}],"#
                + #""A":{},"a":{}}"#),
        PublishedVector(
            name: "unicode",
            input: #"{ "Unnormalized Unicode":"\u1e0d\u0307" }"#,
            output: "{\"Unnormalized Unicode\":\"\u{1E0D}\u{307}\"}"),
        PublishedVector(
            name: "values",
            input: #"""
                {
                  "numbers": [1E30, 4.50, 333333333.33333329, 2e-3, 0.000000000000000000000000001],
                  "escaping": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
                  "literals": [null, true, false]
                }
                """#,
            output: #"{"escaping":"€$\u000f\nA'B\"\\\\\"/","literals":[null,true,false],"#
                + #""numbers":[1e+30,4.5,333333333.3333333,0.002,1e-27]}"#),
        PublishedVector(
            name: "weird",
            input: #"""
                {
                  "\u20ac": "Euro Sign",
                  "1": "One",
                  "\u0080": "Control\u007f",
                  "\ud83d\ude02": "Smiley",
                  "\u00f6": "Latin Small Letter O With Diaeresis",
                  "\ufb33": "Hebrew Letter Dalet With Dagesh",
                  "</script>": "Browser Challenge"
                }
                """#,
            output: #"{"1":"One","</script>":"Browser Challenge","#
                + "\"\u{80}\":\"Control\u{7F}\",\"\u{F6}\""
                + #":"Latin Small Letter O With Diaeresis","€":"Euro Sign","#
                + "\"\u{1F602}\":\"Smiley\",\"\u{FB33}\":\"Hebrew Letter Dalet With Dagesh\"}"),
    ]

    /// Bits of a double, and its text.
    static let numbers: [(bits: UInt64, text: String)] = [
        (0x0000_0000_0000_0000, "0"),
        (0x8000_0000_0000_0000, "0"),
        (0x0000_0000_0000_0001, "5e-324"),
        (0x8000_0000_0000_0001, "-5e-324"),
        (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
        (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
        (0x4340_0000_0000_0000, "9007199254740992"),
        (0xc340_0000_0000_0000, "-9007199254740992"),
        (0x4430_0000_0000_0000, "295147905179352830000"),
        (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
        (0x44b5_2d02_c7e1_4af6, "1e+23"),
        (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
        (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
        (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
        (0x444b_1ae4_d6e2_ef50, "1e+21"),
        (0x444b_1ae4_d6e2_ef51, "1.0000000000000001e+21"),
        (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
        (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
        (0x41b3_de43_5555_5553, "333333333.3333332"),
        (0x41b3_de43_5555_5554, "333333333.33333325"),
        (0x41b3_de43_5555_5555, "333333333.3333333"),
        (0x41b3_de43_5555_5556, "333333333.3333334"),
        (0x41b3_de43_5555_5557, "333333333.33333343"),
        (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
        (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
        (0x4340_0000_0000_0001, "9007199254740994"),
        (0x4340_0000_0000_0002, "9007199254740996"),
    ]
}
