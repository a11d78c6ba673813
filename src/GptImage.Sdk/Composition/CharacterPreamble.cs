using System.Globalization;
using System.Text;

namespace GptImage.Sdk;

/// <summary>Says which image shows whom and what must stay the same, before the scene.</summary>
internal static class CharacterPreamble
{
    public static string Write(ReferenceAllotment allotment)
    {
        StringBuilder images = new();
        StringBuilder characters = new();
        int number = 0;
        if (allotment.Base is { } background)
        {
            images.Append(CultureInfo.InvariantCulture, $"Image {++number}: {RoleWords.OfBase(background.Role)}.\n");
        }

        foreach (CastImages member in allotment.Cast)
        {
            int first = number + 1;
            foreach (ImageInput reference in member.Images)
            {
                images.Append(CultureInfo.InvariantCulture, $"Image {++number}: {member.Character.Name}, {RoleWords.OfCharacter(reference.Role)}.\n");
            }

            AppendCharacter(characters, member, first);
        }

        foreach (ImageInput reference in allotment.Others)
        {
            images.Append(CultureInfo.InvariantCulture, $"Image {++number}: {RoleWords.OfInput(reference.Role)}.\n");
        }

        return images.Append('\n').Append(characters).Append("\nScene:").ToString();
    }

    /// <summary>Says last what must never change, so that nothing in the scene outweighs it.</summary>
    public static string WriteExclusions(IReadOnlyList<Character> characters)
    {
        StringBuilder exclusions = new();
        foreach (Character character in characters)
        {
            foreach (string never in character.Never.Where(never => !string.IsNullOrWhiteSpace(never)))
            {
                exclusions.Append(CultureInfo.InvariantCulture, $"\n- {character.Name}: {Tidy(never)}");
            }
        }

        return exclusions.Length == 0 ? "" : "Never change:" + exclusions;
    }

    private static void AppendCharacter(StringBuilder text, CastImages member, int first)
    {
        Character character = member.Character;
        int[] all = [.. Enumerable.Range(first, member.Images.Count)];
        int[] outfits = [.. all.Where(number => member.Images[number - first].Role == ReferenceRole.Outfit)];
        text.Append(CultureInfo.InvariantCulture, $"{character.Name} looks exactly as in {ImagesOf(all)}{(character.IsDressedAnew ? ", but for the outfit" : "")}.");
        AppendDetail(text, "Appearance", character.Appearance);
        AppendDetail(text, "Outfit", character.Outfit);
        AppendDetail(text, "Proportions", character.Proportions);
        AppendDetail(text, "Palette", character.Palette);
        AppendDetail(text, "Distinguishing marks", character.DistinguishingMarks);
        AppendDetail(text, "Style", character.Style);
        if (character.IsDressedAnew)
        {
            // A face shows no outfit worth the words, unless nothing else is there.
            int[] dressed = [.. all.Where(number => member.Images[number - first].Role is not (ReferenceRole.Face or ReferenceRole.Detail))];
            text.Append(CultureInfo.InvariantCulture, $" Ignore the outfit in {ImagesOf(dressed.Length > 0 ? dressed : all)}. Keep the face and the proportions of {character.Name}.");
        }
        else
        {
            text.Append(outfits.Length > 0 ? $" The outfit is that of {ImagesOf(outfits)}." : "");
            text.Append(CultureInfo.InvariantCulture, $" Keep the face, the outfit and the proportions of {character.Name}.");
        }

        text.Append(CultureInfo.InvariantCulture, $" Do not redesign {character.Name}.\n");
    }

    /// <summary>Names images by their numbers: <c>Images 1 to 3</c>, <c>Images 1, 2 and 5</c>.</summary>
    private static string ImagesOf(int[] numbers)
    {
        string[] digits = [.. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))];
        return digits.Length switch
        {
            0 => "no image",
            1 => $"Image {digits[0]}",
            _ when numbers[^1] - numbers[0] == numbers.Length - 1 => $"Images {digits[0]} to {digits[^1]}",
            _ => $"Images {string.Join(", ", digits[..^1])} and {digits[^1]}",
        };
    }

    private static void AppendDetail(StringBuilder text, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            text.Append(CultureInfo.InvariantCulture, $" {name}: {Tidy(value)}.");
        }
    }

    private static string Tidy(string value) => value.Trim().TrimEnd('.');
}
