namespace GptImage.Sdk;

/// <summary>What an input image shows, or what is to be taken from it. The composer writes it into the prompt.</summary>
public enum ReferenceRole
{
    /// <summary>Not said.</summary>
    Unspecified,

    /// <summary>A character's face.</summary>
    Face,

    /// <summary>A character from head to foot.</summary>
    FullBody,

    /// <summary>A character from the side.</summary>
    Profile,

    /// <summary>A character from behind.</summary>
    Back,

    /// <summary>A character's clothes.</summary>
    Outfit,

    /// <summary>A detail of a character, such as a scar or a badge.</summary>
    Detail,

    /// <summary>The style to draw in.</summary>
    Style,

    /// <summary>The layout to follow.</summary>
    Layout,

    /// <summary>A product to show.</summary>
    Product,

    /// <summary>The background to use.</summary>
    Background,

    /// <summary>A logo to show.</summary>
    Logo,

    /// <summary>The frame before this one in a story, to go on from.</summary>
    PreviousFrame,

    /// <summary>The picture that the prompt changes. It is sent first, before the references of characters; a mask or markup belongs to
    /// it.</summary>
    PictureToChange,
}
