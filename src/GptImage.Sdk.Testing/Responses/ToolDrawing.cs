namespace GptImage.Sdk.Testing;

/// <summary>Draws what an image request asks for, by the rules of single calls.</summary>
internal delegate Task<(AnswerFacts? Facts, IReadOnlyList<DrawnPicture> Pictures, ServiceError? Fault)> ToolDrawing(
    FakeRequest request, FakeOutcome outcome, DateOnly today);
