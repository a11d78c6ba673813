using System.Globalization;
using System.Text;

namespace GptImage.Sdk;

/// <summary>Says which image shows whom and what must stay the same, before the scene.</summary>
internal static class CharacterPreamble
{
    public static string Write(CharacterReferenceRequest scene)
    {
        StringBuilder images = new();
        StringBuilder characters = new();
        int number = 0;
        foreach (Character character in scene.Characters)
        {
            int first = number + 1;
            foreach (ImageInput reference in character.References)
            {
                number++;
                images.Append(CultureInfo.InvariantCulture, $"Image {number}: {character.Name}, {RoleWords.OfCharacter(reference.Role)}.\n");
            }

            AppendCharacter(characters, character, first, number);
        }

        foreach (ImageInput reference in scene.References)
        {
            number++;
            images.Append(CultureInfo.InvariantCulture, $"Image {number}: {RoleWords.OfInput(reference.Role)}.\n");
        }

        return images.Append('\n').Append(characters).Append("\nScene:").ToString();
    }

    private static void AppendCharacter(StringBuilder text, Character character, int first, int last)
    {
        text.Append(CultureInfo.InvariantCulture, $"{character.Name} looks exactly as in {ImagesOf(first, last)}.");
        AppendDetail(text, "Appearance", character.Appearance);
        AppendDetail(text, "Outfit", character.Outfit);
        AppendDetail(text, "Proportions", character.Proportions);
        text.Append(CultureInfo.InvariantCulture, $" Keep the face, the outfit and the proportions of {character.Name}. Do not redesign {character.Name}.\n");
    }

    private static string ImagesOf(int first, int last) => first == last
        ? string.Create(CultureInfo.InvariantCulture, $"Image {first}")
        : string.Create(CultureInfo.InvariantCulture, $"Images {first} to {last}");

    private static void AppendDetail(StringBuilder text, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            text.Append(CultureInfo.InvariantCulture, $" {name}: {value.Trim().TrimEnd('.')}.");
        }
    }
}
