namespace GptImage.Sdk.Testing;

/// <summary>Answers what concerns batches: creates them, shows them, cancels them.</summary>
internal sealed class BatchAnswers(BatchStore batches, FileStore files, CancellationToken stopping)
{
    private const int MaxListed = 100;
    private const int UsuallyListed = 20;

    public static bool Has(string method, string endpoint) => (method, endpoint.Split('/')) switch
    {
        ("POST" or "GET", ["batches"]) => true,
        ("GET", ["batches", not ""]) => true,
        ("POST", ["batches", not "", "cancel"]) => true,
        _ => false,
    };

    public async Task<(FakeAnswer? Answer, ServiceError? Fault)> AnswerAsync(FakeRequest request, FakeOutcome outcome)
    {
        string[] path = request.Endpoint.Split('/');
        if (path.Length == 1)
        {
            return request.Method == "GET" ? await ListAsync(request).ConfigureAwait(false) : Create(request, outcome);
        }

        string id = Uri.UnescapeDataString(path[1]);
        if (batches.Find(id) is not { } batch)
        {
            return (null, BatchWording.NotFound(id));
        }

        if (path.Length == 2)
        {
            await batch.CatchUpAsync(stopping).ConfigureAwait(false);
        }
        else if (!await batch.CancelAsync(stopping).ConfigureAwait(false))
        {
            return (null, BatchWording.CannotCancel(batch.Snapshot.StatusName));
        }

        return (JsonAnswer.Write(batch.Snapshot.WriteMembers), null);
    }

    private (FakeAnswer? Answer, ServiceError? Fault) Create(FakeRequest request, FakeOutcome outcome)
    {
        if (BatchRules.FirstFault(request.Content, files) is { } fault)
        {
            return (null, fault);
        }

        string fileId = request.Fields["input_file_id"];
        if (files.Find(fileId) is not { } inputFile)
        {
            return (null, BatchWording.InputFileNotFound(fileId));
        }

        Batch batch = batches.Add(BatchOrder.FromRequest(request, inputFile), outcome.BatchOutcome ?? new FakeBatchOutcome());
        return (JsonAnswer.Write(batch.Snapshot.WriteMembers), null);
    }

    private async Task<(FakeAnswer? Answer, ServiceError? Fault)> ListAsync(FakeRequest request)
    {
        if (ListPage.LimitFault(request, MaxListed) is { } fault)
        {
            return (null, fault);
        }

        (IReadOnlyList<Batch> Items, bool HasMore) page = ListPage.Take(request, batches.Listed(), batch => batch.Id, UsuallyListed);
        foreach (Batch batch in page.Items)
        {
            await batch.CatchUpAsync(stopping).ConfigureAwait(false);
        }

        return (ListPage.Write(page, batch => batch.Id, (writer, batch) => batch.Snapshot.WriteMembers(writer)), null);
    }
}
