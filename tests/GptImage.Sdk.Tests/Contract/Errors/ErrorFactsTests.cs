namespace GptImage.Sdk.Tests;

public sealed class ErrorFactsTests
{
    [Fact]
    public void Parse_RealRefusal_TakesEveryField()
    {
        ErrorFacts facts =
            ErrorFacts.Parse(
                """{"error":{"message":"Incorrect API key provided: fake_key. You can find your API key at https://platform.openai.com/account/api-keys.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""");

        Assert.Equal(
            "Incorrect API key provided: fake_key. You can find your API key at https://platform.openai.com/account/api-keys.",
            facts.Message);
        Assert.Equal(("invalid_request_error", "invalid_api_key", null), (facts.Type, facts.Code, facts.Param));
        Assert.True(facts.HasEnvelope);
    }

    [Fact]
    public void Parse_ModerationDetails_AreTaken()
    {
        ErrorFacts facts = ErrorFacts.Parse(
            """
            {"error":{"message":"Your request was rejected by the safety system. If you believe this is an error, contact us at help.openai.com and include the request ID req_abc123. safety_violations=[sexual].",
             "type":"image_generation_user_error","param":null,"code":"moderation_blocked",
             "moderation_details":{"moderation_stage":"output","categories":["sexual","violence"]}}}
            """);

        Assert.Equal(ModerationStage.Output, facts.Stage);
        Assert.Equal(["sexual", "violence"], facts.Categories);
        Assert.Equal("req_abc123", facts.RequestId);
    }

    [Theory]
    [InlineData("safety_violations=[sexual].", "sexual")]
    [InlineData("safety_violations=[sexual, self-harm].", "sexual|self-harm")]
    [InlineData("safety_violations=[].", "")]
    [InlineData("safety_violations=[sexual", "")]
    public void Parse_NoModerationDetails_TakesTheCategoriesFromTheMessage(string message, string expected) =>
        Assert.Equal(
            expected,
            string.Join('|', ErrorFacts.Parse(Refusals.Envelope("image_generation_user_error", "moderation_blocked", message)).Categories));

    [Theory]
    [InlineData("inner_error")]
    [InlineData("innererror")]
    public void Parse_FilterResults_AreCategories(string name)
    {
        ErrorFacts facts =
            ErrorFacts.Parse(
                $$$$$$"""{"error":{"message":"Filtered.","{{{{{{name}}}}}}":{"code":"ResponsibleAIPolicyViolation","content_filter_results":{"sexual":{"filtered":true,"severity":"high"},"violence":{"filtered":false,"severity":"safe"},"jailbreak":{"detected":false,"filtered":false},"hate":{"filtered":true}}}}}""");

        Assert.Equal("ResponsibleAIPolicyViolation", facts.Code);
        Assert.Equal(["sexual", "hate"], facts.Categories);
    }

    [Theory]
    [InlineData("""{"error":{"message":"Access denied.","code":"401"}}""", "401")]
    [InlineData("""{"error":{"message":"Access denied.","code":401}}""", "401")]
    [InlineData("""{"error":{"message":"Access denied.","code":""}}""", null)]
    [InlineData("""{"error":{"message":"Access denied.","code":null}}""", null)]
    [InlineData("""{"error":{"message":"Access denied.","code":false}}""", null)]
    public void Parse_CodeOfAnyKind_IsText(string body, string? code)
    {
        ErrorFacts facts = ErrorFacts.Parse(body);

        Assert.Equal(("Access denied.", code), (facts.Message, facts.Code));
    }

    [Theory]
    [InlineData("""{"error":"no money"}""", "no money")]
    [InlineData("""{"error":["a","b"]}""", """["a","b"]""")]
    [InlineData("""{"message":"no money"}""", "no money")]
    [InlineData("""{"detail":"no money"}""", "no money")]
    [InlineData("""{"detail":{"message":"no money"}}""", """{"message":"no money"}""")]
    [InlineData("""{"error":null,"message":"no money"}""", "no money")]
    [InlineData("\"no money\"", "no money")]
    [InlineData("""["no money"]""", """["no money"]""")]
    [InlineData("429", "429")]
    [InlineData("{}", null)]
    [InlineData("""{"error":{}}""", null)]
    [InlineData("null", null)]
    [InlineData("", null)]
    [InlineData("  \n ", null)]
    [InlineData("upstream  connect\nerror", "upstream connect error")]
    [InlineData("""{"error":{"message":"cut he""", """{"error":{"message":"cut he""")]
    [InlineData("<h1>502 Bad Gateway</h1><hr>nginx", "502 Bad Gateway nginx")]
    [InlineData("""{"error":{"message":["a",1]}}""", """["a",1]""")]
    [InlineData("""{"error":{"message":"trailing",}}""", "trailing")]
    public void Parse_OtherShapes_TakesWhatAPersonCanRead(string body, string? message) =>
        Assert.Equal(message, ErrorFacts.Parse(body).Message);

    [Fact]
    public void Parse_Html_LeavesOutTagsScriptsAndStyles() =>
        Assert.Equal("502 Bad Gateway 502 Bad Gateway", ErrorFacts.Parse(Refusals.Html).Message);

    [Theory]
    [InlineData("<SCRIPT src=x>if (a<b) run()</script >Sorry", "Sorry")]
    [InlineData("<style>p{}\n</STYLE>Sorry", "Sorry")]
    [InlineData("<script>a</style>b</script>Sorry", "Sorry")]
    [InlineData("<style>a</script>b</style>Sorry", "Sorry")]
    [InlineData("<styled>So</styled><scripts>rry</scripts>", "So rry")]
    [InlineData("<script>never closed", "never closed")]
    [InlineData(" <p>Bad \r\n\t gate\u00A0way</p>\u2003<br/>", "Bad gate way")]
    public void Parse_Html_ReadsAsAPersonWould(string body, string message) => Assert.Equal(message, ErrorFacts.Parse(body).Message);

    [Theory]
    [InlineData(200, false)]
    [InlineData(201, true)]
    public void Parse_LongText_IsCut(int length, bool isCut)
    {
        string? message = ErrorFacts.Parse(new string('x', length)).Message;

        Assert.Equal(isCut ? new string('x', 200) + "…" : new string('x', 200), message);
    }

    [Theory]
    [InlineData("""{"error":{"message":"x"}}""", true)]
    [InlineData("""{"error":{}}""", true)]
    [InlineData("""{"error":"upstream request timeout"}""", false)]
    [InlineData("""{"message":"x"}""", false)]
    [InlineData("""{"error":null}""", false)]
    [InlineData("\"x\"", false)]
    [InlineData("<html>", false)]
    [InlineData("", false)]
    public void Parse_AnyShape_OnlyAnErrorObjectIsTheEnvelope(string body, bool hasEnvelope) =>
        Assert.Equal(hasEnvelope, ErrorFacts.Parse(body).HasEnvelope);

    [Theory]
    [InlineData("""{"error":{"message":"half a pair \ud83d"}}""")]
    [InlineData("""{"error":"half a pair \ud83d"}""")]
    [InlineData("""{"message":"half a pair \ud83d"}""")]
    [InlineData("\"half a pair \\ud83d\"")]
    [InlineData("""{"error":{"message":"x","moderation_details":{"moderation_stage":"\udc00","categories":["\udc00"]}}}""")]
    [InlineData("""{"\ud83d":1}""")]
    public void Parse_HalfASurrogatePair_DoesNotThrow(string body) => Assert.NotNull(ErrorFacts.Parse(body));

    [Theory]
    [InlineData("<")]
    [InlineData("<script ")]
    [InlineData("<style></script>")]
    [InlineData("safety_violations=[")]
    [InlineData("{\"error\":")]
    [InlineData("[")]
    [InlineData(" ")]
    [InlineData("req_")]
    public void Parse_EndlessRepetition_DoesNotThrow(string piece)
    {
        string body = string.Concat(Enumerable.Repeat(piece, 64 * 1024 / piece.Length));

        ErrorFacts facts = ErrorFacts.Parse(body);

        Assert.True(facts.Message is null or { Length: <= 201 });
    }

    [Theory]
    [InlineData(Refusals.Quota)]
    [InlineData(Refusals.Html)]
    [InlineData("""{"error":{"message":"x","moderation_details":{"moderation_stage":"output","categories":["sexual"]}}}""")]
    public void Parse_CutAnywhere_DoesNotThrow(string body)
    {
        for (int length = 0; length < body.Length; length++)
        {
            Assert.False(ErrorFacts.Parse(body[..length]).HasEnvelope);
        }
    }

    [Fact]
    public void RequestId_HeaderAndMessage_IsTheHeader()
    {
        ErrorFacts facts = ErrorFacts.Parse(Refusals.Envelope("x", "y", "include the request ID req_abc123.")) with
        { RequestIdHeader = "req_header" };

        Assert.Equal("req_header", facts.RequestId);
    }
}
