using Microsoft.Extensions.AI;

namespace GptImage.Sdk.Extensions.AI.Tests;

/// <summary>A chat model that plays a script: each turn sees the conversation and answers.</summary>
internal sealed class ScriptedChatClient(params Func<IReadOnlyList<ChatMessage>, AIContent>[] turns) : IChatClient
{
    private int _turn;

    /// <summary>Gets how often the model was asked.</summary>
    public int Turns => _turn;

    /// <summary>Calls a function in a turn.</summary>
    public static AIContent Call(string function, params (string Name, object? Value)[] arguments) =>
        new FunctionCallContent(
            Guid.NewGuid().ToString(), function, arguments.ToDictionary(argument => argument.Name, argument => argument.Value));

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        AIContent answer = turns[Math.Min(_turn++, turns.Length - 1)]([.. messages]);
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, [answer])));
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
