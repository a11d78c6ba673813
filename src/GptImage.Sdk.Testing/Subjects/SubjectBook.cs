using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>The things that the fake can draw, with the words for them.</summary>
internal static class SubjectBook
{
    /// <summary>Gets all subjects.</summary>
    public static IReadOnlyList<Subject> All { get; } =
    [
        new()
        {
            Name = "ship",
            Words = ["ship", "boat", "sailboat", "ferry", "ships", "boats", "schooner", "vessel"],
            Width = 100,
            Height = 92,
            Size = 1.6f,
            Place = SubjectPlace.Water,
            Color = new(0x8B, 0x5A, 0x2B),
            Layers =
            [
                new("M49 5 H52 V66 H49 Z", new(0x5B, 0x3A, 0x21)),
                new("M53 8 C80 18 88 42 85 58 L53 60 Z", new(0xFF, 0xF6, 0xE0)),
                new("M47 14 C28 28 17 46 13 58 L47 60 Z", new(0xF2, 0xE4, 0xC4)),
                new("M52 4 L70 9 L52 14 Z", null),
                new("M5 64 H97 C93 80 85 88 77 91 H25 C15 88 8 79 5 64 Z", null),
                new("M8 70 H94 L92 75 H10 Z", new(0xFF, 0xF6, 0xE0)),
            ],
        },
        new()
        {
            Name = "lighthouse",
            Words = ["lighthouse", "lighthouses"],
            Width = 64,
            Height = 124,
            Size = 2.9f,
            Place = SubjectPlace.Land,
            Color = new(0xD2, 0x3B, 0x32),
            Layers =
            [
                new("M2 124 C6 112 14 114 18 112 H46 C52 114 58 112 62 124 Z", new(0x8A, 0x82, 0x74)),
                new("M21 31 H43 L49 113 H15 Z", new(0xFB, 0xF7, 0xEE)),
                new("M20 45 H44 L45.1 59 H18.9 Z", null),
                new("M17.9 73 H46.1 L47.1 87 H16.9 Z", null),
                new("M15.9 101 H48.1 L49 113 H15 Z", null),
                new("M23 13 H41 V27 H23 Z", new(0xFF, 0xE2, 0x8A)),
                new("M31 13 H33 V27 H31 Z", new(0x3A, 0x3F, 0x4B)),
                new("M16 26 H48 V31 H16 Z", new(0x3A, 0x3F, 0x4B)),
                new("M19 13 L32 0 L45 13 Z", null),
                new("M28 113 V105 C28 99 36 99 36 105 V113 Z", new(0x5B, 0x3A, 0x21)),
                new("M29 64 H35 V70 H29 Z", new(0x3A, 0x3F, 0x4B)),
            ],
        },
        new()
        {
            Name = "house",
            Words = ["house", "cottage", "cabin", "hut", "farmhouse"],
            Width = 110,
            Height = 100,
            Size = 2.0f,
            Place = SubjectPlace.Land,
            Color = new(0xEA, 0xD7, 0xB0),
            Layers =
            [
                new("M78 14 H90 V40 H78 Z", new(0x8D, 0x5A, 0x4A)),
                new("M12 46 H98 V100 H12 Z", null),
                new("M2 48 L55 8 L108 48 Z", new(0xA8, 0x45, 0x2F)),
                new("M46 100 V66 H64 V100 Z", new(0x5B, 0x3A, 0x21)),
                new("M21 60 H38 V78 H21 Z", new(0xBF, 0xE3, 0xF2)),
                new("M72 60 H89 V78 H72 Z", new(0xBF, 0xE3, 0xF2)),
                new("M29 60 H30.5 V78 H29 Z", new(0xFB, 0xF7, 0xEE)),
                new("M80 60 H81.5 V78 H80 Z", new(0xFB, 0xF7, 0xEE)),
                new("M59.6 84 A1.4 1.4 0 1 0 62.4 84 A1.4 1.4 0 1 0 59.6 84 Z", new(0xE3, 0xB2, 0x3C)),
            ],
        },
        new()
        {
            Name = "cat",
            Words = ["cat", "kitten", "cats", "tomcat"],
            Width = 84,
            Height = 92,
            Size = 0.34f,
            Place = SubjectPlace.Near,
            Color = new(0x8D, 0x81, 0x78),
            Layers =
            [
                new("M60 84 C80 86 84 66 74 52 C70 48 66 52 69 57 C74 68 70 76 58 76 Z", null),
                new("M18 92 C10 70 22 48 40 46 C58 48 70 70 62 92 Z", null),
                new("M30 92 V74 H38 V92 Z", null),
                new("M43 92 V74 H51 V92 Z", null),
                new("M18 28 L16 4 L34 14 Z", null),
                new("M62 28 L64 4 L46 14 Z", null),
                new("M15 31 A25 22 0 1 0 65 31 A25 22 0 1 0 15 31 Z", null),
                new("M26.4 28 A4.6 5.4 0 1 0 35.6 28 A4.6 5.4 0 1 0 26.4 28 Z", new(0xF2, 0xE5, 0x8A)),
                new("M44.4 28 A4.6 5.4 0 1 0 53.6 28 A4.6 5.4 0 1 0 44.4 28 Z", new(0xF2, 0xE5, 0x8A)),
                new("M29.4 28 A1.6 4.6 0 1 0 32.6 28 A1.6 4.6 0 1 0 29.4 28 Z", new(0x2A, 0x20, 0x28)),
                new("M47.4 28 A1.6 4.6 0 1 0 50.6 28 A1.6 4.6 0 1 0 47.4 28 Z", new(0x2A, 0x20, 0x28)),
                new("M37 37 H43 L40 41 Z", new(0xD9, 0x82, 0x8C)),
                new("M12 37 L28 39 L28 40 Z", new(0x2A, 0x20, 0x28)),
                new("M68 37 L52 39 L52 40 Z", new(0x2A, 0x20, 0x28)),
            ],
        },
        new()
        {
            Name = "dog",
            Words = ["dog", "puppy", "dogs", "hound"],
            Width = 100,
            Height = 92,
            Size = 0.42f,
            Place = SubjectPlace.Near,
            Color = new(0xB0, 0x7B, 0x48),
            Layers =
            [
                new("M82 62 C94 58 98 44 92 38 C88 36 86 42 88 48 C88 54 84 56 78 56 Z", null),
                new("M26 46 H78 C88 50 88 64 86 92 H76 L74 70 H46 L44 92 H34 Z", null),
                new("M9 32 A21 20 0 1 0 51 32 A21 20 0 1 0 9 32 Z", null),
                new("M12 40 C2 42 2 52 12 52 H28 V40 Z", null),
                new("M3 43 A4 3.4 0 1 0 11 43 A4 3.4 0 1 0 3 43 Z", new(0x2A, 0x20, 0x28)),
                new("M30 14 C44 12 50 30 46 46 C38 44 34 30 30 14 Z", new(0x6A, 0x44, 0x29)),
                new("M19.2 28 A2.8 2.8 0 1 0 24.8 28 A2.8 2.8 0 1 0 19.2 28 Z", new(0x2A, 0x20, 0x28)),
                new("M30 52 L48 50 L46 57 L32 57 Z", new(0xD2, 0x3B, 0x32)),
            ],
        },
        new()
        {
            Name = "mug",
            Words = ["mug", "cup", "coffee", "teacup"],
            Width = 84,
            Height = 80,
            Size = 0.16f,
            Place = SubjectPlace.Near,
            Color = new(0x3A, 0x7C, 0xA5),
            Layers =
            [
                new("M58 24 C88 18 88 62 58 58 V49 C74 52 74 30 58 34 Z", null),
                new("M10 14 H62 V70 C62 76 56 80 50 80 H22 C16 80 10 76 10 70 Z", null),
                new("M10 14 A26 7 0 1 0 62 14 A26 7 0 1 0 10 14 Z", new(0xFB, 0xF7, 0xEE)),
                new("M15 14.5 A21 4.6 0 1 0 57 14.5 A21 4.6 0 1 0 15 14.5 Z", new(0x5B, 0x3A, 0x21)),
            ],
        },
        new()
        {
            Name = "glass",
            Words = ["glass", "tumbler", "goblet"],
            Width = 52,
            Height = 92,
            Size = 0.18f,
            Place = SubjectPlace.Near,
            Color = new(0xCF, 0xEA, 0xF3),
            Layers =
            [
                new("M4 4 H48 L41 88 C41 92 11 92 11 88 Z", null),
                new("M7 36 H45 L41 84 C40 88 12 88 11 84 Z", new(0x7C, 0xC4, 0xE0)),
                new("M7 36 A19 4 0 1 0 45 36 A19 4 0 1 0 7 36 Z", new(0xA9, 0xDC, 0xEF)),
                new("M12 12 L15 12 L18 80 L16 80 Z", new(0xFF, 0xFF, 0xFF)),
            ],
        },
        new()
        {
            Name = "lantern",
            Words = ["lantern", "lanterns", "lamp", "candle"],
            Width = 60,
            Height = 95,
            Size = 0.3f,
            Place = SubjectPlace.Near,
            Color = new(0x3A, 0x3F, 0x4B),
            Layers =
            [
                new("M24 2 H36 V6 H34 V14 H26 V6 H24 Z", null),
                new("M10 28 L22 13 H38 L50 28 Z", null),
                new("M12 28 H48 V84 H12 Z", new(0xFF, 0xE2, 0x8A)),
                new("M30 44 C40 58 38 74 30 74 C22 74 20 58 30 44 Z", new(0xEC, 0x86, 0x2C)),
                new("M12 28 H16 V84 H12 Z", null),
                new("M44 28 H48 V84 H44 Z", null),
                new("M8 84 H52 V94 H8 Z", null),
            ],
        },
        new()
        {
            Name = "tree",
            Words = ["tree", "oak", "trees", "apple tree"],
            Width = 90,
            Height = 118,
            Size = 2.2f,
            Place = SubjectPlace.Land,
            Color = new(0x3F, 0x8A, 0x4E),
            Layers =
            [
                new("M39 118 L41 66 H50 L53 118 Z", new(0x6B, 0x4A, 0x2E)),
                new("M4 50 A24 22 0 1 0 52 50 A24 22 0 1 0 4 50 Z", null),
                new("M38 50 A24 22 0 1 0 86 50 A24 22 0 1 0 38 50 Z", null),
                new("M17 28 A28 26 0 1 0 73 28 A28 26 0 1 0 17 28 Z", null),
            ],
        },
        new()
        {
            Name = "car",
            Words = ["car", "taxi", "van", "automobile"],
            Width = 124,
            Height = 62,
            Size = 0.75f,
            Place = SubjectPlace.Near,
            Color = new(0xD2, 0x3B, 0x32),
            Layers =
            [
                new("M4 48 C2 36 8 32 22 30 L36 10 C38 7 42 6 46 6 H80 C86 6 90 9 94 14 L104 30 C116 32 122 36 121 48 Z", null),
                new("M32 29 L42 13 H58 V29 Z", new(0xBF, 0xE3, 0xF2)),
                new("M63 13 H80 C84 13 87 16 90 20 L95 29 H63 Z", new(0xBF, 0xE3, 0xF2)),
                new("M20 49 A12 12 0 1 0 44 49 A12 12 0 1 0 20 49 Z", new(0x2E, 0x2B, 0x36)),
                new("M80 49 A12 12 0 1 0 104 49 A12 12 0 1 0 80 49 Z", new(0x2E, 0x2B, 0x36)),
                new("M27 49 A5 5 0 1 0 37 49 A5 5 0 1 0 27 49 Z", new(0xC3, 0xC8, 0xD2)),
                new("M87 49 A5 5 0 1 0 97 49 A5 5 0 1 0 87 49 Z", new(0xC3, 0xC8, 0xD2)),
                new("M113.5 38 A3.5 3.5 0 1 0 120.5 38 A3.5 3.5 0 1 0 113.5 38 Z", new(0xFF, 0xE2, 0x8A)),
            ],
        },
        new()
        {
            Name = "flower",
            Words = ["flower", "flowers", "rose", "tulip", "sunflower", "daisy"],
            Width = 60,
            Height = 100,
            Size = 0.26f,
            Place = SubjectPlace.Near,
            Color = new(0xE2, 0x7B, 0x93),
            Layers =
            [
                new("M28 40 H32 V100 H28 Z", new(0x3F, 0x8A, 0x4E)),
                new("M31 80 C44 62 54 66 54 66 C52 78 44 84 31 88 Z", new(0x3F, 0x8A, 0x4E)),
                new("M18 14 A12 12 0 1 0 42 14 A12 12 0 1 0 18 14 Z", null),
                new("M2 27 A12 12 0 1 0 26 27 A12 12 0 1 0 2 27 Z", null),
                new("M34 27 A12 12 0 1 0 58 27 A12 12 0 1 0 34 27 Z", null),
                new("M8 44 A12 12 0 1 0 32 44 A12 12 0 1 0 8 44 Z", null),
                new("M28 44 A12 12 0 1 0 52 44 A12 12 0 1 0 28 44 Z", null),
                new("M19 30 A11 11 0 1 0 41 30 A11 11 0 1 0 19 30 Z", new(0xF5, 0xCB, 0x3D)),
            ],
        },
        new()
        {
            Name = "book",
            Words = ["book", "books", "diary"],
            Width = 100,
            Height = 58,
            Size = 0.14f,
            Place = SubjectPlace.Near,
            Color = new(0x7A, 0x45, 0xA8),
            Layers =
            [
                new("M2 14 C20 6 38 8 50 16 C62 8 80 6 98 14 V56 C80 48 62 50 50 58 C38 50 20 48 2 56 Z", null),
                new("M7 12 C22 5 38 7 50 14 V52 C38 45 22 43 7 49 Z", new(0xFB, 0xF7, 0xEE)),
                new("M93 12 C78 5 62 7 50 14 V52 C62 45 78 43 93 49 Z", new(0xFB, 0xF7, 0xEE)),
            ],
        },
        new()
        {
            Name = "apple",
            Words = ["apple", "apples", "fruit"],
            Width = 70,
            Height = 76,
            Size = 0.13f,
            Place = SubjectPlace.Near,
            Color = new(0xD2, 0x3B, 0x32),
            Layers =
            [
                new("M34 20 C33 12 36 6 40 3 L44 6 C40 10 38 14 38 20 Z", new(0x5B, 0x3A, 0x21)),
                new("M35 22 C14 10 2 26 4 44 C6 64 20 80 35 74 C50 80 64 64 66 44 C68 26 56 10 35 22 Z", null),
                new("M42 12 C50 2 60 4 62 6 C58 16 50 18 42 12 Z", new(0x3F, 0x8A, 0x4E)),
            ],
        },
        new()
        {
            Name = "mountain",
            Words = ["mountain", "mountains", "peak", "peaks", "alps", "volcano"],
            Width = 160,
            Height = 100,
            Size = 2.6f,
            Place = SubjectPlace.Land,
            Color = new(0x7D, 0x8C, 0xA3),
            IsScenery = true,
            Layers =
            [
                new("M0 100 L44 34 L66 66 L96 10 L160 100 Z", null),
                new("M96 10 L80 40 L90 36 L97 46 L104 36 L116 40 Z", new(0xFF, 0xFF, 0xFF)),
                new("M44 34 L34 49 L42 46 L48 52 L54 48 Z", new(0xFF, 0xFF, 0xFF)),
            ],
        },
        new()
        {
            Name = "bicycle",
            Words = ["bicycle", "bike"],
            Width = 124,
            Height = 80,
            Size = 0.6f,
            Place = SubjectPlace.Near,
            Color = new(0x1F, 0x86, 0x86),
            Layers =
            [
                new("M6 54 A24 24 0 1 0 54 54 A24 24 0 1 0 6 54 Z M12 54 A18 18 0 1 1 48 54 A18 18 0 1 1 12 54 Z", new(0x2E, 0x2B, 0x36)),
                new(
                    "M70 54 A24 24 0 1 0 118 54 A24 24 0 1 0 70 54 Z M76 54 A18 18 0 1 1 112 54 A18 18 "
                    + "0 1 1 76 54 Z", new(0x2E, 0x2B, 0x36)),
                new("M28 54 L42 22 L46 23 L34 52 H60 L84 24 L88 26 L62 56 H29 Z", null),
                new("M42 22 H84 V26 H44 Z", null),
                new("M92 56 L80 10 H68 V6 H84 L96 54 Z", null),
                new("M32 18 H54 V22 H32 Z", new(0x2E, 0x2B, 0x36)),
            ],
        },
    ];

    /// <summary>Finds a subject by its name.</summary>
    public static Subject Find(string name) => All.First(subject => subject.Name == name);
}
