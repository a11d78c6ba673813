using System.Globalization;
using System.Text;

namespace GptImage.Sdk;

/// <summary>Says which image shows whom and what must stay the same, before the scene; and after it what must never change.</summary>
internal static class CharacterPreamble
{
    /// <summary>Says what each image is, in the order of their numbers.</summary>
    public static IReadOnlyList<string> Label(ReferenceAllotment allotment)
    {
        IEnumerable<string> words =
        [
            .. allotment.Base is { } background ? new[] { RoleWords.OfBase(background.Role, allotment.IsMarked) } : [],
            .. allotment.Cast.SelectMany(
                member => member.Images.Select(image => $"{member.Character.Name}, {RoleWords.OfCharacter(image.Role)}")),
            .. allotment.Others.Select(image => RoleWords.OfInput(image.Role)),
        ];
        return [.. words.Select((label, index) => string.Create(CultureInfo.InvariantCulture, $"Image {index + 1}: {label}."))];
    }

    public static string Write(ReferenceAllotment allotment)
    {
        StringBuilder text = new();
        int first = allotment.Base is null ? 1 : 2;
        foreach (CastImages member in allotment.Cast)
        {
            AppendCharacter(text, member, first);
            first += member.Images.Count;
        }

        return text.Append("\nScene:").ToString();
    }

    /// <summary>Says last what must never change, so that nothing in the scene outweighs it.</summary>
    public static string WriteExclusions(IReadOnlyList<Character> characters)
    {
        StringBuilder exclusions = new();
        foreach (Character character in characters)
        {
            foreach (string never in character.MustNotChange.Where(never => !string.IsNullOrWhiteSpace(never)))
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
        text.Append(
            CultureInfo.InvariantCulture,
            $"{character.Name} looks exactly as in {ImagesOf(all)}{(character.IsDressedAnew ? ", but for the outfit" : "")}.");
        AppendDetail(text, "Appearance", character.Appearance);
        AppendDetail(text, "Outfit", character.Outfit);
        AppendDetail(text, "Proportions", character.Proportions);
        AppendDetail(text, "Palette", character.Palette);
        AppendDetail(text, "Distinguishing marks", character.DistinguishingMarks);
        AppendDetail(text, "Style", character.Style);
        if (character.IsDressedAnew)
        {
            // A face shows no outfit worth the words, unless nothing else is there.
            int[] dressed =
                [.. all.Where(number => member.Images[number - first].Role is not (ReferenceRole.Face or ReferenceRole.Detail))];
            text.Append(
                CultureInfo.InvariantCulture,
                $" Ignore the outfit in {ImagesOf(dressed.Length > 0 ? dressed : all)}. Keep the face and the proportions of "
                + $"{character.Name}.");
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
