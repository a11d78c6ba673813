using System.Text;
using GptImage.Sdk.Testing.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Testing.Tests.Answers;

public sealed class FileAnswersTests
{
    [Fact]
    public async Task Upload_File_IsDescribedServedAndDeleted()
    {
        using var caller = new Caller();
        byte[] picture = TestPictures.Opaque(64, 64);

        Answer uploaded =
            await UploadAsync(caller, new Form(null, null).Text("purpose", "vision").File("file", picture, fileName: "room.png"));

        string id = uploaded.Json.GetProperty("id").GetString()!;
        Assert.Matches("^file-[0-9a-z]{22}$", id);
        string expected =
            $$"""{"object":"file","id":"{{id}}","purpose":"vision","filename":"room.png","bytes":{{picture.Length}},"created_at":1795435200,"expires_at":null,"status":"processed","status_details":null}""";
        Assert.Equal(expected, uploaded.Body);
        Assert.Equal(expected, (await SendAsync(caller, "GET", "files/" + id)).Body);
        Answer content = await SendAsync(caller, "GET", $"files/{id}/content");
        Assert.Equal(picture, await content.Message.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal($$"""{"object":"file","deleted":true,"id":"{{id}}"}""", (await SendAsync(caller, "DELETE", "files/" + id)).Body);
        Assert.Equal(404, (int)(await SendAsync(caller, "GET", "files/" + id)).StatusCode);
        caller.Service.ThrowIfUnexpected();
    }

    [Fact]
    public async Task List_Files_IsAPageAsOfficialClientsReadIt()
    {
        using var caller = new Caller();
        Assert.Equal(
            """{"object":"list","data":[],"first_id":null,"last_id":null,"has_more":false}""",
            (await SendAsync(caller, "GET", "files")).Body);
        var ids = new List<string>();
        foreach ((string purpose, string name) in new[] { ("vision", "a.png"), ("user_data", "b.png"), ("vision", "c.png") })
        {
            Answer uploaded = await UploadAsync(
                caller, new Form(null, null).Text("purpose", purpose).File("file", TestPictures.Opaque(8, 8), fileName: name));
            ids.Add(uploaded.Json.GetProperty("id").GetString()!);
        }

        Answer all = await SendAsync(caller, "GET", "files");
        Answer firstPage = await SendAsync(caller, "GET", "files?limit=2&order=asc");
        Answer nextPage = await SendAsync(caller, "GET", $"files?limit=2&order=asc&after={ids[1]}");
        Answer vision = await SendAsync(caller, "GET", "files?purpose=vision");

        Assert.Equal([ids[2], ids[1], ids[0]], Ids(all));
        Assert.Equal("list", all.Json.GetProperty("object").GetString());
        Assert.Equal(
            (ids[2], ids[0], false),
            (all.Json.GetProperty("first_id").GetString()!, all.Json.GetProperty("last_id").GetString()!,
                all.Json.GetProperty("has_more").GetBoolean()));
        Assert.Equal("c.png", all.Json.GetProperty("data")[0].GetProperty("filename").GetString());
        Assert.Equal([ids[0], ids[1]], Ids(firstPage));
        Assert.True(firstPage.Json.GetProperty("has_more").GetBoolean());
        Assert.Equal([ids[2]], Ids(nextPage));
        Assert.False(nextPage.Json.GetProperty("has_more").GetBoolean());
        Assert.Equal([ids[2], ids[0]], Ids(vision));
        caller.Service.ThrowIfUnexpected();

        static IEnumerable<string> Ids(Answer answer) =>
            answer.Json.GetProperty("data").EnumerateArray().Select(file => file.GetProperty("id").GetString()!);
    }

    [Theory]
    [InlineData("limit=0", "integer_below_min_value", "limit")]
    [InlineData("limit=10001", "integer_above_max_value", "limit")]
    [InlineData("limit=many", "invalid_type", "limit")]
    [InlineData("order=up", "invalid_value", "order")]
    public async Task List_WhatCannotBe_IsRefused(string query, string code, string param)
    {
        using var caller = new Caller();

        Answer answer = await SendAsync(caller, "GET", "files?" + query);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal(
            (code, param),
            (answer.Json.GetProperty("error").GetProperty("code").GetString(),
                answer.Json.GetProperty("error").GetProperty("param").GetString()));
    }

    [Theory]
    [InlineData("GET", "files/fake_id")]
    [InlineData("GET", "files/fake_id/content")]
    [InlineData("DELETE", "files/fake_id")]
    public async Task File_Unknown_IsRefusedWithDetail(string method, string path)
    {
        using var caller = new Caller();

        Answer answer = await SendAsync(caller, method, path);

        Assert.Equal(404, (int)answer.StatusCode);
        Assert.Equal(
            """{"error":{"message":"No such File object: fake_id","type":"invalid_request_error","param":"id","code":null},"detail":{"message":"No such File object: fake_id","code":null}}""", answer.Body);
    }

    [Fact]
    public async Task Upload_Purpose_IsOneOfSix()
    {
        using var caller = new Caller();

        Answer answer = await UploadAsync(caller, new Form(null, null).Text("purpose", "world_domination").File("file", [1]));

        answer.AssertError(
            400, "invalid_request_error", null, "purpose",
            "'world_domination' is not one of ['fine-tune', 'assistants', 'batch', 'user_data', 'vision', 'evals'] - 'purpose'");
    }

    [Theory]
    [InlineData("purpose", "vision", "Missing required parameter: 'file'.")]
    [InlineData("model", "gpt-image-2", "Unknown parameter: 'model'.")]
    public async Task Upload_WithoutFile_IsRefused(string name, string value, string message)
    {
        using var caller = new Caller();

        Answer answer = await UploadAsync(caller, new Form(null, null).Text(name, value));

        Assert.Equal((400, message), ((int)answer.StatusCode, answer.ErrorMessage));
    }

    [Theory]
    [InlineData("3599", "Invalid 'expires_after[seconds]': integer below minimum value. Expected a value >= 3600, but got 3599 instead.")]
    [InlineData(
        "2592001", "Invalid 'expires_after[seconds]': integer above maximum value. Expected a value <= 2592000, but got 2592001 instead.")]
    public async Task Upload_ExpiryOutOfRange_IsRefused(string seconds, string message)
    {
        using var caller = new Caller();

        Answer answer = await UploadAsync(caller, Expiring("created_at", seconds));

        Assert.Equal((400, message), ((int)answer.StatusCode, answer.ErrorMessage));
    }

    [Fact]
    public async Task Upload_OtherAnchor_IsRefused()
    {
        using var caller = new Caller();

        Answer answer = await UploadAsync(caller, Expiring("now", "3600"));

        Assert.Equal("Invalid value: 'now'. Supported values are: 'created_at'.", answer.ErrorMessage);
    }

    [Fact]
    public async Task File_AfterItsTime_IsGone()
    {
        using var caller = new Caller();
        Answer uploaded = await UploadAsync(caller, Expiring("created_at", "3600"));
        string path = "files/" + uploaded.Json.GetProperty("id").GetString();

        caller.Time.Advance(TimeSpan.FromSeconds(3599));
        Answer before = await SendAsync(caller, "GET", path);
        caller.Time.Advance(TimeSpan.FromSeconds(1));
        Answer after = await SendAsync(caller, "GET", path);

        Assert.Equal(1795435200 + 3600, uploaded.Json.GetProperty("expires_at").GetInt64());
        Assert.Equal((200, 404), ((int)before.StatusCode, (int)after.StatusCode));
    }

    [Fact]
    public async Task File_InAJsonEdit_IsAnInputImage()
    {
        using var caller = Caller.WithScenes();
        byte[] picture = TestPictures.Filled(64, 64, SKColors.Teal);
        string id =
            (await UploadAsync(caller,
            new Form(null, null).Text("purpose", "vision").File("file", picture, fileName: "teal.png"))).Json.GetProperty("id")
            .GetString()!;

        Answer byId =
            await caller.PostAsync("images/edits",
            new StringContent($$"""{"model":"gpt-image-2","prompt":"Make it night","images":[{"file_id":"{{id}}"}]}""", Encoding.UTF8,
            "application/json"));
        Answer direct = await caller.EditAsync(new Form().File("image", picture));

        Assert.Equal(direct.Pictures[0], byId.Pictures[0]);
        FakeImage image = caller.Service.Requests[1].Images[0];
        Assert.Equal((id, "teal.png", "image/png"), (image.FileId, image.FileName, image.ContentType));
    }

    [Fact]
    public async Task File_Outcome_AppliesToFilesToo()
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.Overloaded());

        Assert.Equal(503, (int)(await SendAsync(caller, "GET", "files/x")).StatusCode);
    }

    private static Form Expiring(string anchor, string seconds) =>
        new Form(null, null).Text("purpose", "vision").Text("expires_after[anchor]", anchor).Text("expires_after[seconds]", seconds)
            .File("file", [1]);

    private static Task<Answer> UploadAsync(Caller caller, Form form) => caller.PostAsync("files", form.Content);

    private static Task<Answer> SendAsync(Caller caller, string method, string path) =>
        caller.SendAsync(new HttpRequestMessage(new HttpMethod(method), new Uri(caller.Service.BaseAddress, path)));
}
