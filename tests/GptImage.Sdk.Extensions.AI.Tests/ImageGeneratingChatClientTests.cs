using System.Drawing;
using System.Text.Json;
using GptImage.Sdk.Testing;
using Microsoft.Extensions.AI;

namespace GptImage.Sdk.Extensions.AI.Tests;

/// <summary>Pictures that a chat model asks for through Microsoft.Extensions.AI.</summary>
public sealed class ImageGeneratingChatClientTests
{
    private static readonly Func<IReadOnlyList<ChatMessage>, AIContent> AskForABoat =
        _ => ScriptedChatClient.Call("GenerateImage", ("prompt", "A red boat"));

    [Fact]
    public async Task GetResponse_TwoPictures_HaveTwoIdsAndTheFirstCanBeEdited()
    {
        using GeneratorFixture fixture = new();
        string[] ids = [];
        using ScriptedChatClient model = new(
            AskForABoat,
            _ => ScriptedChatClient.Call("GenerateImage", ("prompt", "A blue boat")),
            _ => ScriptedChatClient.Call("GetImagesForEdit"),
            messages =>
            {
                ids = ReadIds(messages);
                return ScriptedChatClient.Call("EditImage", ("prompt", "Let it rain"), ("imageId", ids[0]));
            },
            _ => new TextContent("Done."));
        using IChatClient chat = model.AsBuilder().UseImageGeneration(fixture.Generator).UseFunctionInvocation().Build();

        ChatResponse response = await AskAsync(chat);

        Assert.Equal(2, ids.Distinct().Count());
        Assert.Equal(
            [("images/generations", "A red boat"), ("images/generations", "A blue boat"), ("images/edits", "Let it rain")],
            fixture.Service.Requests.Select(request => (request.Endpoint, request.Fields["prompt"])));
        DataContent[] pictures =
        [
            .. response.Messages.SelectMany(message => message.Contents).OfType<ImageGenerationToolResultContent>()
                .SelectMany(result => result.Outputs ?? []).OfType<DataContent>(),
        ];
        Assert.Equal(3, pictures.Length);
        Assert.Equal(pictures[0].Data.ToArray(), Assert.Single(fixture.Service.Requests[2].Images).Bytes.ToArray());
    }

    [Fact]
    public async Task GetResponse_OptionsOfTheTool_AreSentWithEachPicture()
    {
        using GeneratorFixture fixture = new();
        using ScriptedChatClient model = new(AskForABoat, _ => new TextContent("Done."));
        using IChatClient chat = model.AsBuilder().UseImageGeneration(fixture.Generator).UseFunctionInvocation().Build();

        await AskAsync(chat, new ImageGenerationOptions
        {
            ImageSize = new Size(1536, 1024),
            RawRepresentationFactory = _ => new TextToImageRequest("") { Quality = ImageQuality.Low },
        });

        FakeRequest sent = Assert.Single(fixture.Service.Requests);
        Assert.Equal(("1536x1024", "low"), (sent.Fields["size"], sent.Fields["quality"]));
    }

    [Theory]
    [InlineData(null, 4)]
    [InlineData(0, 1)]
    public async Task GetResponse_AServiceThatFailsAlways_IsCalledOftenByDefaultAndOnceWhenTold(int? maximumErrors, int requests)
    {
        using GeneratorFixture fixture = new();
        FailAlways(fixture);
        using ScriptedChatClient model = new(AskForABoat);
        using IChatClient chat = CreateChat(model, fixture, maximumErrors);

        GptImageServerException exception = await Assert.ThrowsAsync<GptImageServerException>(() => AskAsync(chat));

        Assert.Equal(ChargeState.PossiblyCharged, exception.Charge);
        Assert.Equal(requests, fixture.Service.Requests.Count);
    }

    [Fact]
    public async Task GetResponse_AServiceThatFailsAlwaysUnderASpendLimit_IsCalledWhileTheLimitLasts()
    {
        using GeneratorFixture fixture = GeneratorFixture.With(options => options.SpendLimit = 0.01m);
        FailAlways(fixture);
        using ScriptedChatClient model = new(AskForABoat);
        using IChatClient chat = CreateChat(model, fixture, maximumErrors: null);

        await Assert.ThrowsAsync<GptImageBudgetException>(() => AskAsync(chat, new ImageGenerationOptions
        {
            ImageSize = new Size(1024, 1024),
            AdditionalProperties = new() { ["quality"] = "low" },
        }));

        Assert.Single(fixture.Service.Requests);
        Assert.Equal(4, model.Turns);
    }

    private static IChatClient CreateChat(ScriptedChatClient model, GeneratorFixture fixture, int? maximumErrors) => model.AsBuilder()
        .UseImageGeneration(fixture.Generator)
        .UseFunctionInvocation(
            configure: calls => calls.MaximumConsecutiveErrorsPerRequest = maximumErrors ?? calls.MaximumConsecutiveErrorsPerRequest)
        .Build();

    private static void FailAlways(GeneratorFixture fixture)
    {
        for (int i = 0; i < 10; i++)
        {
            fixture.Service.Enqueue(FakeOutcome.BadGatewayHtml());
        }
    }

    private static Task<ChatResponse> AskAsync(IChatClient chat, ImageGenerationOptions? options = null) =>
        chat.GetResponseAsync(
            "Draw boats", new ChatOptions { Tools = [new HostedImageGenerationTool { Options = options }] }, GeneratorFixture.Token);

    private static string[] ReadIds(IReadOnlyList<ChatMessage> messages)
    {
        FunctionResultContent result = messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>().Last();
        return [.. Assert.IsType<JsonElement>(result.Result).EnumerateArray().Select(id => id.GetString() ?? "")];
    }
}
