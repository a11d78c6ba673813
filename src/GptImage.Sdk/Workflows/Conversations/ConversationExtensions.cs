namespace GptImage.Sdk;

/// <summary>Begins conversations.</summary>
public static class ConversationExtensions
{
    /// <summary>Begins a conversation, in which a picture is made turn by turn. Nothing is sent.</summary>
    /// <param name="client">The client.</param>
    /// <param name="options">What all turns have in common; <see langword="null"/> for the client's default model and pictures in
    /// memory.</param>
    /// <returns>The conversation, without a turn.</returns>
    /// <exception cref="ArgumentException">An option is wrong.</exception>
    public static ImageConversation StartConversation(this IGptImageClient client, ConversationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new ImageConversation(new ConversationTree(client, (options ?? new ConversationOptions()).Checked()), null);
    }
}
