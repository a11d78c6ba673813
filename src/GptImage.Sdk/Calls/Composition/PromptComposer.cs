using System.Globalization;
using System.Text;

namespace GptImage.Sdk;

/// <summary>Turns a request into the final prompt and the ordered inputs. The same request gives the same words, always.</summary>
internal static class PromptComposer
{
    private const string ParagraphBreak = "\n\n";

    public static ComposedRequest Compose(ImageRequest request, Delivery delivery, ImageModel model, ModelFacts? facts) => request switch
    {
        ImageToImageRequest edit => Base(edit, delivery, model, facts, Label(edit.Images)) with
        {
            Inputs = Take(edit.Images),
            Mask = Take(edit.Mask),
            Markup = Take(edit.Markup),
            InputFidelity = edit.InputFidelity,
        },
        CharacterReferenceRequest scene =>
            Compose(scene, ReferenceAllotment.CreateFor(scene, facts?.MaxInputImages ?? ModelFacts.UsualMaxInputImages), delivery, model,
            facts),
        _ => Base(request, delivery, model, facts, []),
    };

    private static ComposedRequest Compose(
        CharacterReferenceRequest scene, ReferenceAllotment allotment, Delivery delivery, ImageModel model, ModelFacts? facts) =>
        Base(
            scene, delivery, model, facts, CharacterPreamble.Label(allotment), CharacterPreamble.Write(allotment),
            CharacterPreamble.WriteExclusions(scene.Characters)) with
        {
            Inputs = Take(allotment.Images),
            Mask = Take(scene.Mask),
            Markup = Take(scene.Markup),
            InputFidelity = BestFidelity(facts),
            LeftOut = allotment.LeftOut,
        };

    /// <summary>Puts the parts of the prompt in order: which image is what, the scene, its exact texts, what must never change.</summary>
    private static ComposedRequest Base(
        ImageRequest request, Delivery delivery, ImageModel model, ModelFacts? facts, IReadOnlyList<string> labels, string invariants = "",
            string exclusions = "") => new()
            {
                Request = request,
                Delivery = delivery,
                Model = model,
                Facts = facts,
                ImageLabels = labels,
                Prompt = Join(string.Join('\n', labels), invariants, request.Prompt, ExactTexts(request.Text), exclusions),
            };

    private static string Join(params ReadOnlySpan<string> paragraphs)
    {
        string text = "";
        foreach (string paragraph in paragraphs)
        {
            text = text.Length == 0 || paragraph.Length == 0 ? text + paragraph : text + ParagraphBreak + paragraph;
        }

        return text;
    }

    private static ComposedInput? Take(ImageInput? input) => input is null ? null : new ComposedInput(input);

    private static ComposedInput[] Take(IReadOnlyList<ImageInput> inputs) => [.. inputs.Select(input => new ComposedInput(input))];

    /// <summary>The references are there to be kept, so the closest fidelity the model knows is asked for.</summary>
    private static InputFidelity? BestFidelity(ModelFacts? facts) =>
        facts is { InputFidelities.Count: > 0 } ? facts.InputFidelities[^1] : null;

    private static IReadOnlyList<string> Label(IReadOnlyList<ImageInput> images) =>
        images.All(image => image.Role == ReferenceRole.Unspecified)
            ? []
            : [.. images.Select(
                (image, index) => string.Create(CultureInfo.InvariantCulture, $"Image {index + 1}: {RoleWords.OfInput(image.Role)}."))];

    private static string ExactTexts(IReadOnlyList<TextElement> texts)
    {
        if (texts.Count == 0)
        {
            return "";
        }

        StringBuilder block =
            new("Write these texts in the picture exactly as given, letter for letter; the quotation marks around them are not part of "
            + "them:");
        foreach (TextElement text in texts)
        {
            block.Append("\n- ").Append(ExactQuote.Quote(text.Content));
            AppendDetail(block, "language", text.Language);
            AppendDetail(block, "placement", text.Placement);
            AppendDetail(block, "surface", text.Surface);
            AppendDetail(block, "typography", text.Typography);
        }

        return block.ToString();
    }

    private static void AppendDetail(StringBuilder block, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            block.Append("; ").Append(name).Append(": ").Append(value);
        }
    }
}
