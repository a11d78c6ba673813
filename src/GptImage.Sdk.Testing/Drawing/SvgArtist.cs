using System.Globalization;
using System.Text;
using System.Xml;
using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Draws a scene as SVG text: a sky, a sun, hills, the inputs, and the words as real text.</summary>
internal static class SvgArtist
{
    private const string Namespace = "http://www.w3.org/2000/svg";
    private const int Layers = 4;
    private const int Steps = 24;
    private const int MaxCaption = 90;

    public static byte[] Draw(PicturePlan plan, InputPictures inputs, SeededRandom random)
    {
        var prompt = PromptReading.Read(plan.Prompt, plan.IsMisspelt);
        var text = new StringBuilder();
        var settings = new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, IndentChars = "  ", NewLineChars = "\n" };
        using (var writer = XmlWriter.Create(text, settings))
        {
            writer.WriteStartElement("svg", Namespace);
            Attributes(
                writer, ("width", plan.Width), ("height", plan.Height),
                ("viewBox", FormattableString.Invariant($"0 0 {plan.Width} {plan.Height}")), ("role", "img"));
            writer.WriteElementString("title", Namespace, Legal(plan.Prompt));
            DrawScene(writer, plan, random);
            DrawSubjects(writer, plan, prompt);
            DrawInputs(writer, plan, inputs);
            DrawWords(writer, plan, prompt);
            writer.WriteEndElement();
        }

        return Encoding.UTF8.GetBytes(text.Append('\n').ToString());
    }

    private static void DrawScene(XmlWriter writer, PicturePlan plan, SeededRandom random)
    {
        float hue = random.Between(190, 340);
        if (!plan.IsTransparent)
        {
            writer.WriteStartElement("defs", Namespace);
            writer.WriteStartElement("linearGradient", Namespace);
            Attributes(writer, ("id", "sky"), ("x2", 0), ("y2", 1));
            Element(writer, "stop", ("offset", 0), ("stop-color", Color(hue, 45, 82)));
            Element(writer, "stop", ("offset", 0.8), ("stop-color", Color(hue + 40, 22, 99)));
            writer.WriteEndElement();
            writer.WriteEndElement();
            Element(writer, "rect", ("width", plan.Width), ("height", plan.Height), ("fill", "url(#sky)"));
        }

        float unit = Math.Min(plan.Width, plan.Height);
        Element(
            writer, "circle", ("cx", plan.Width * random.Between(0.12f, 0.88f)), ("cy", plan.Height * random.Between(0.16f, 0.34f)),
            ("r", unit * random.Between(0.07f, 0.12f)), ("fill", "#ffe28a"));
        float hillHue = hue + random.Between(80, 200);
        for (int layer = 0; layer < Layers; layer++)
        {
            float depth = (layer + 1f) / Layers;
            Element(
                writer, "path", ("d", Hills(plan, layer, random)),
                ("fill", Color(hillHue + (12 * layer), 28 + (26 * depth), 84 - (38 * depth))));
        }
    }

    private static string Hills(PicturePlan plan, int layer, SeededRandom random)
    {
        float ground = plan.Height * (0.42f + (0.14f * layer));
        float swing = plan.Height * random.Between(0.05f, 0.1f);
        float phase = random.Between(0, MathF.Tau);
        float waves = random.Between(1.2f, 2.6f);
        var path = new StringBuilder(FormattableString.Invariant($"M0 {plan.Height}"));
        for (int step = 0; step <= Steps; step++)
        {
            float t = step / (float)Steps;
            path.Append(
                CultureInfo.InvariantCulture,
                $" L{Rounded(plan.Width * t)} {Rounded(ground + (swing * MathF.Sin(phase + (t * waves * MathF.Tau))))}");
        }

        return path.Append(CultureInfo.InvariantCulture, $" L{plan.Width} {plan.Height} Z").ToString();
    }

    private static void DrawInputs(XmlWriter writer, PicturePlan plan, InputPictures inputs)
    {
        for (int index = 0; index < inputs.References.Count; index++)
        {
            System.Drawing.Rectangle slot = FakeDrawingLayout.ReferenceSlot(index, inputs.References.Count, plan.Width, plan.Height);
            Element(writer, "rect", ("x", slot.X), ("y", slot.Y), ("width", slot.Width), ("height", slot.Height), ("fill", "#262b33"));
            using SKPixmap pixels = inputs.References[index].PeekPixels();
            using SKData file = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.Sub, 1))
                ?? throw new UnreadableInputException(index + 1);
            Element(
                writer, "image", ("x", slot.X), ("y", slot.Y), ("width", slot.Width), ("height", slot.Height),
                ("href", "data:image/png;base64," + Convert.ToBase64String(file.AsSpan())));
        }
    }

    /// <summary>Draws the things that the prompt names, side by side on the ground.</summary>
    private static void DrawSubjects(XmlWriter writer, PicturePlan plan, PromptReading prompt)
    {
        IReadOnlyList<NamedSubject> subjects = NamedSubject.In(prompt.Scene);
        for (int index = 0; index < subjects.Count; index++)
        {
            (Subject subject, SKColor? named) = subjects[index];
            float scale = Math.Min(plan.Width * 0.7f / subjects.Count / subject.Width, plan.Height * 0.5f / subject.Height);
            float x = (plan.Width * (index + 0.5f) / subjects.Count) - (subject.Width * scale / 2);
            float y = (plan.Height * 0.88f) - (subject.Height * scale);
            writer.WriteStartElement("g", Namespace);
            Attributes(
                writer, ("transform", $"translate({Rounded(x)} {Rounded(y)}) scale({Rounded(scale)})"), ("stroke", "#2a2028"));
            foreach (SubjectLayer layer in subject.Layers)
            {
                Element(writer, "path", ("d", layer.Lines), ("fill", Hex(layer.Color ?? named ?? subject.Color)));
            }

            writer.WriteEndElement();
        }
    }

    private static void DrawWords(XmlWriter writer, PicturePlan plan, PromptReading prompt)
    {
        float unit = Math.Min(plan.Width, plan.Height);
        float bottom = ReferenceBoard.Bottom(plan.Inputs.Count, plan.Width, plan.Height);
        for (int index = 0; index < prompt.Texts.Count; index++)
        {
            (string words, TextPlace place) = prompt.Texts[index];
            float largest = unit * place.Scale switch { < 0 => 0.045f, 0 => 0.1f, _ => 0.15f };
            float size = Math.Min(largest, plan.Width * 1.4f / Math.Max(1, CodePoints.Count(words)));
            float room = plan.Height - bottom;
            float y = place.Row switch
            {
                < 0 => bottom + (size * 1.3f),
                > 0 => bottom + (room * 0.9f),
                _ => bottom + (room * (index + 1f) / (prompt.Texts.Count + 2)),
            };
            float x = plan.Width * place.Column switch { < 0 => 0.26f, 0 => 0.5f, _ => 0.74f };
            DrawText(writer, words, x, y, size, "#1c2028");
        }

        float small = Math.Min(unit * 0.028f, plan.Width * 1.3f / MaxCaption);
        if (!prompt.IsFreeOfLettering)
        {
            string caption = prompt.Scene.ReplaceLineEndings(" ");
            DrawText(
                writer, caption.Length > MaxCaption ? Cut(caption) + "…" : caption, plan.Width * 0.4f, plan.Height - (unit * 0.03f), small,
                "#1c2028");
        }

        DrawText(writer, Badge.TextFor(plan, 0), plan.Width * 0.86f, plan.Height - (unit * 0.03f), small * 0.7f, "#1c2028");
    }

    private static string Cut(string caption) => caption[..(char.IsHighSurrogate(caption[MaxCaption - 1]) ? MaxCaption - 1 : MaxCaption)];

    private static void DrawText(XmlWriter writer, string text, float x, float y, float size, string color)
    {
        writer.WriteStartElement("text", Namespace);
        Attributes(
            writer, ("x", x), ("y", y), ("text-anchor", "middle"), ("font-family", "sans-serif"), ("font-weight", "bold"),
                ("font-size", size),
            ("fill", color), ("stroke", "#fffcf2"), ("stroke-width", size * 0.12f), ("paint-order", "stroke"));
        writer.WriteString(Legal(text));
        writer.WriteEndElement();
    }

    private static void Element(XmlWriter writer, string name, params (string Name, object Value)[] attributes)
    {
        writer.WriteStartElement(name, Namespace);
        Attributes(writer, attributes);
        writer.WriteEndElement();
    }

    private static void Attributes(XmlWriter writer, params (string Name, object Value)[] attributes)
    {
        foreach ((string name, object value) in attributes)
        {
            writer.WriteAttributeString(
                name, value is float number ? Rounded(number) : Convert.ToString(value, CultureInfo.InvariantCulture));
        }
    }

    private static string Rounded(float number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Color(float hue, float saturation, float value)
    {
        return Hex(SKColor.FromHsv(((hue % 360) + 360) % 360, saturation, Math.Clamp(value, 0, 100)));
    }

    private static string Hex(SKColor color) => FormattableString.Invariant($"#{color.Red:x2}{color.Green:x2}{color.Blue:x2}");

    /// <summary>Leaves out what XML cannot hold: control characters and halves of surrogate pairs.</summary>
    private static string Legal(string text)
    {
        var legal = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value > 0xFFFF || XmlConvert.IsXmlChar((char)rune.Value))
            {
                legal.Append(rune.ToString());
            }
        }

        return legal.ToString();
    }
}
