namespace GptImage.Sdk;

/// <summary>Makes the reference pictures of a character.</summary>
public static class CharacterDesignExtensions
{
    /// <summary>Draws a new character: an anchor from the description or the photo, then each view from the anchor alone, up to four at
    /// once.</summary>
    /// <param name="client">The client.</param>
    /// <param name="design">How it looks, and which pictures to make.</param>
    /// <param name="cancellationToken">Cancels the design. Pictures that were already made are discarded with it, paid or not.</param>
    /// <returns>The character, with its pictures in memory: the anchor with the role <see cref="ReferenceRole.FullBody"/>, then the views,
    /// then the details. Save it with <see cref="Character.SaveAsync"/>.</returns>
    /// <exception cref="ArgumentException">The design has neither a description nor a photo, or is of another character than
    /// <see cref="CharacterDesign.ContinueFrom"/>.</exception>
    /// <exception cref="GptImageValidationException">A request breaks rules; nothing was sent.</exception>
    /// <exception cref="GptImageException">A picture failed. What was complete is in <see cref="GptImageException.RecoveredCharacter"/> and
    /// <see cref="GptImageException.RecoveredImages"/>; <c>design with { ContinueFrom = exception.RecoveredCharacter }</c> draws the
    /// rest.</exception>
    public static async Task<Character> DesignCharacterAsync(
        this IGptImageClient client, CharacterDesign design, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(design);
        return await new CharacterDesigner(client, new DesignSheet(client, design)).DrawAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Draws one view of a character again, from its anchor alone. The other pictures stay as they are.</summary>
    /// <param name="client">The client.</param>
    /// <param name="character">The character; its first reference is the anchor.</param>
    /// <param name="index">Which of its references to draw again: 1 or more. Reference 0 is the anchor, which all others were drawn from;
    /// for another one the character is designed anew.</param>
    /// <param name="design">Model, quality, size and format of the picture, and what to say of the look. <see langword="null"/> takes the
    /// defaults, and describes the character as it is.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The character with the new picture in the place of the old one.</returns>
    /// <exception cref="ArgumentException"><paramref name="index"/> is not the index of a view that can be drawn again, or
    /// <paramref name="design"/> is of another character.</exception>
    /// <exception cref="GptImageValidationException">The request breaks rules; nothing was sent.</exception>
    /// <exception cref="GptImageException">The call failed; the exception says what it may have cost.</exception>
    public static async Task<Character> RedrawViewAsync(
        this IGptImageClient client, Character character, int index, CharacterDesign? design = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(character);
        CharacterDesign settings = design ?? new CharacterDesign(new Character(character.Name));
        return await ViewRedrawer.RedrawAsync(client, character, index, settings, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says what would be sent for a design, what is wrong with it and what it will cost, without the network.</summary>
    /// <param name="client">The client.</param>
    /// <param name="design">The design.</param>
    /// <returns>The plan, with one for each picture.</returns>
    /// <exception cref="ArgumentException">The design has neither a description nor a photo, or is of another character than
    /// <see cref="CharacterDesign.ContinueFrom"/>.</exception>
    public static CharacterDesignPlan Explain(this IGptImageClient client, CharacterDesign design)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(design);
        return new DesignSheet(client, design).Explain();
    }
}
