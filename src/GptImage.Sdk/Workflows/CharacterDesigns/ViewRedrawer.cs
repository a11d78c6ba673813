using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Draws one view of a character again.</summary>
internal static class ViewRedrawer
{
    private static readonly ReferenceRole[] Drawable =
        [ReferenceRole.Face, ReferenceRole.Profile, ReferenceRole.Back, ReferenceRole.Outfit, ReferenceRole.Detail];

    public static async Task<Character> RedrawAsync(
        IGptImageClient client, Character character, int index, CharacterDesign design, CancellationToken cancellationToken)
    {
        DesignView view = ViewOf(character, index);
        DesignSheet sheet = new(client, design with { ContinueFrom = character });
        sheet.ThrowIfInvalid();
        ImageResult result = await client.GenerateAsync(sheet.RequestView(character.References[0], view), cancellationToken)
            .ConfigureAwait(false);
        ImageInput[] references = [.. character.References];
        references[index] = view.Mark(PictureInput.CreateFrom(client.RequireResult(result).Image));

        // First as it is shown: new references make whatever outfit is set the one they show.
        Character shown = character with { Outfit = character.ShownOutfit, References = references };
        return shown with { Outfit = character.Outfit };
    }

    private static DesignView ViewOf(Character character, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, character.References.Count);
        if (index == 0)
        {
            throw new ArgumentException(
                $"Reference 0 of '{character.Name}' is the anchor. All views were drawn from it and would no longer match another one. "
                + "Design the character anew with DesignCharacterAsync.", nameof(index));
        }

        ImageInput reference = character.References[index];
        if (!Drawable.Contains(reference.Role))
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture,
                    $"Reference {index} of '{character.Name}' has the role {reference.Role}, which is not a view to draw. Draw Face, "
                    + $"Profile, Back, Outfit or Detail."), nameof(index));
        }

        return reference is not { Role: ReferenceRole.Detail, Detail: null }
            ? new DesignView(reference.Role, reference.Detail)
            : throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture,
                    $"Reference {index} of '{character.Name}' does not say which detail it shows. Leave it out, and draw it with "
                    + $"CharacterDesign.ContinueFrom and CharacterDesign.Details."), nameof(index));
    }
}
