namespace GptImage.Sdk;

/// <summary>Says all that is wrong with a request at once, before anything is sent.</summary>
internal static class RequestValidator
{
    public static IReadOnlyList<Finding> Validate(ComposedRequest request, DateOnly today)
    {
        FindingList findings = new();
        ModelChecks.Check(request, today, findings);
        AzureChecks.Check(request, findings);
        PromptChecks.Check(request, findings);
        TextChecks.Check(request, findings);
        OutputChecks.Check(request, findings);
        SizeChecks.Check(request, findings);
        PriceChecks.Check(request, findings);
        AnimationChecks.Check(request, findings);
        StreamChecks.Check(request, findings);
        CharacterChecks.Check(request, findings);
        InputChecks.Check(request, findings);
        return findings.ToSortedList();
    }
}
