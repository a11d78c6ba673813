namespace GptImage.Sdk;

/// <summary>The words in which the prompt tells what an image shows.</summary>
internal static class RoleWords
{
    /// <summary>What an image of a character shows.</summary>
    public static string OfCharacter(ReferenceRole role) => role switch
    {
        ReferenceRole.Face => "face",
        ReferenceRole.FullBody => "full body",
        ReferenceRole.Profile => "profile",
        ReferenceRole.Back => "back view",
        ReferenceRole.Outfit => "outfit",
        ReferenceRole.Detail => "detail",
        _ => "reference",
    };

    /// <summary>The words for an image that belongs to no character.</summary>
    public static string OfInput(ReferenceRole role) => role switch
    {
        ReferenceRole.Unspecified => "input image",
        ReferenceRole.Style => "style reference; take its style only, not its content",
        ReferenceRole.Layout => "layout reference; follow its arrangement only",
        ReferenceRole.Product => "product; show it unchanged in shape, colours and labels",
        ReferenceRole.Background => "background; use it as the setting",
        ReferenceRole.Logo => "logo; show it unchanged",
        ReferenceRole.PreviousFrame => "the frame before this one; keep its setting, light and style, and go on from it",
        ReferenceRole.PictureToChange => "the picture to change; keep everything in it that is not to be changed",
        _ => OfCharacter(role) + " reference",
    };

    /// <summary>What the image is that characters are put into.</summary>
    public static string OfBase(ReferenceRole role, bool isMarked) =>
        OfInput(role) + (isMarked ? ", and change only what is marked in it" : "");

    /// <summary>How messages name an image that belongs to no character.</summary>
    public static string NameOf(ReferenceRole role) => OfInput(role).Split(';')[0];
}
