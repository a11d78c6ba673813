namespace GptImage.Sdk.Testing;

/// <summary>Answers what concerns responses: makes them, shows them, deletes them.</summary>
internal sealed class ResponseAnswers(
    ResponseStore store, ReferenceReader references, CallRunner runner, FakeGptImageServiceOptions options, CancellationToken stopping)
{
    private const string TextAlone = "I have not made a picture for this.";

    public static bool Has(string method, string endpoint) => (method, endpoint.Split('/')) switch
    {
        ("POST", ["responses"]) => true,
        ("GET" or "DELETE", ["responses", not ""]) => true,
        ("POST", ["responses", not "", "cancel"]) => true,
        _ => false,
    };

    public async Task<(FakeAnswer? Answer, ServiceError? Fault)> AnswerAsync(
        FakeRequest request, FakeOutcome outcome, DateOnly today, string requestId)
    {
        string[] path = request.Endpoint.Split('/');
        if (path.Length == 1)
        {
            return await CreateAsync(request, outcome, today, requestId).ConfigureAwait(false);
        }

        string id = Uri.UnescapeDataString(path[1]);
        if (store.Find(id) is not { } response)
        {
            return (null, ResponseWording.NotFound(id));
        }

        if (path.Length == 3)
        {
            return (null, ResponseWording.NotInBackground(id));
        }

        return (request.Method == "DELETE" ? Delete(id) : JsonAnswer.Write(writer => ResponseWriter.WriteMembers(writer, response)), null);
    }

    private async Task<(FakeAnswer? Answer, ServiceError? Fault)> CreateAsync(
        FakeRequest request, FakeOutcome outcome, DateOnly today, string requestId)
    {
        (ResponseOrder? order, ServiceError? fault) = new ResponseReader(store, references).Read(request);
        if (order is null || fault is not null)
        {
            return (null, fault ?? throw new InvalidOperationException("Neither an order nor a refusal."));
        }

        if (!order.IsStreamed && outcome.StreamFault is { } streamFault)
        {
            return (null, streamFault);
        }

        FakeResponseOutcome goes = outcome.ResponseOutcome ?? new FakeResponseOutcome();
        string id = store.NextId();
        (IReadOnlyList<OutputItem> output, ServiceError? callFault) = goes.FailureCode is null
            ? await RunAsync(id, order, goes, today).ConfigureAwait(false)
            : ([], null);
        if (callFault is not null)
        {
            return (null, callFault);
        }

        var response = new ResponseRecord(id, order, options.TimeProvider.GetUtcNow(), output, goes);
        if (order.IsStored)
        {
            store.Add(response);
        }

        return (
            order.IsStreamed
                ? Stream(response, outcome, requestId)
                : JsonAnswer.Write(writer => ResponseWriter.WriteMembers(writer, response)),
            null);
    }

    private async Task<(IReadOnlyList<OutputItem> Output, ServiceError? Fault)> RunAsync(
        string id, ResponseOrder order, FakeResponseOutcome outcome, DateOnly today)
    {
        string seed = id["resp_".Length..];
        var output = new List<OutputItem>();
        if (outcome.HasReasoning ?? !order.Model.StartsWith("gpt-4", StringComparison.Ordinal))
        {
            output.Add(new ReasoningItem("rs_" + seed));
        }

        int calls = order.Tool is null || order.ForbidsTools ? 0 : Math.Min(outcome.Calls, order.MaxToolCalls);
        for (int number = 1; number <= calls; number++)
        {
            FakeOutcome happens = number <= outcome.CallOutcomes.Count ? outcome.CallOutcomes[number - 1] : FakeOutcome.Normal();
            string callId = FakeId.Make("ig_", FormattableString.Invariant($"{seed} {number}"), 48);
            (CallItem? item, ServiceError? fault) = order.Tool is null
                ? (null, null)
                : await runner.RunAsync(callId, order, order.Tool, number, happens, today).ConfigureAwait(false);
            if (item is null)
            {
                return ([], fault);
            }

            output.Add(item);
        }

        output.Add(new MessageItem("msg_" + seed, calls == 0 ? TextAlone : ""));
        return (output, null);
    }

    private FakeAnswer Stream(ResponseRecord response, FakeOutcome outcome, string requestId)
    {
        IReadOnlyList<StreamFrame> frames = outcome.LastPartials is { } last
            ? ResponseEvents.BrokenStream(
                response,
                last,
                outcome.StreamFault is { } fault ? ErrorWriter.Filled(fault, requestId, response.Order.Model) : null)
            : ResponseEvents.WholeStream(response);
        return new FakeAnswer(200, EventStream.ContentType, [])
        {
            Pieces = EventStream.WriteAsync(
                frames, outcome.StreamOddities, EventPause.For(outcome, options.TimeProvider, stopping)),
        };
    }

    private FakeAnswer Delete(string id)
    {
        bool isDeleted = store.Remove(id);
        return JsonAnswer.Write(writer =>
        {
            writer.WriteString("id", id);
            writer.WriteString("object", "response");
            writer.WriteBoolean("deleted", isDeleted);
        });
    }
}
