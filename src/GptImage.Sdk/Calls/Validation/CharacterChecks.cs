using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Checks the characters of a request.</summary>
internal static class CharacterChecks
{
    public static void Check(ComposedRequest composed, FindingList findings)
    {
        if (composed.Request is CharacterReferenceRequest scene)
        {
            Check(composed, scene, findings);
        }
    }

    private static void Check(ComposedRequest composed, CharacterReferenceRequest scene, FindingList findings)
    {
        if (scene.Characters.Count == 0)
        {
            findings.Add(Rules.CharactersNone, "The request has no character. Pass at least one, or use a TextToImageRequest.");
        }

        foreach (Character character in scene.Characters.Where(character => character.References.Count == 0))
        {
            findings.Add(
                Rules.CharacterReferences,
                $"The character '{character.Name}' has no reference image to look like. Make an anchor picture first (a "
                + "TextToImageRequest for the full figure on a plain background), then pass it: References = [anchor.Image.ToInput()].");
        }

        foreach (
            IGrouping<string, Character> twins in scene.Characters.GroupBy(character => character.Name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Skip(1).Any()))
        {
            findings.Add(
                Rules.CharacterTwice,
                $"The request has several characters named '{twins.Key}', and the prompt could not tell them apart. Pass a character "
                + "once, and give two people two names.");
        }

        CheckFit(composed, scene, findings);
        if ((scene.Mask ?? scene.Markup) is not null && ReferenceAllotment.BaseOf(scene) is null)
        {
            string what = scene.Mask is null ? "markup" : "mask";
            findings.Add(
                Rules.BackgroundNone,
                $"The {what} belongs to the picture that the characters are put into, and the request has none. Pass it among the "
                + "references: ImageInput.FromFile(…).As(ReferenceRole.Background).");
        }
    }

    private static void CheckFit(ComposedRequest composed, CharacterReferenceRequest scene, FindingList findings)
    {
        int max = composed.Facts?.MaxInputImages ?? ModelFacts.UsualMaxInputImages;
        if (composed.Inputs.Count > max)
        {
            string besides = ReferenceAllotment.BaseOf(scene) is null ? "" : " besides the background";
            findings.Add(
                Rules.CharactersTooMany,
                string.Create(CultureInfo.InvariantCulture,
                $"The request has {scene.Characters.Count} characters{besides}; {composed.Model} takes up to {max} images, so that not "
                + $"even one of each fits. Spread them over several pictures."));
        }
        else if (composed.LeftOut.Count > 0)
        {
            findings.Add(
                Rules.ReferencesLeftOut,
                string.Create(CultureInfo.InvariantCulture,
                $"{composed.Model} takes up to {max} images. Not sent: {string.Join("; ", composed.LeftOut)}."));
        }
    }
}
