using System.Diagnostics;

namespace GptImage.Sdk;

/// <summary>One call as it is watched: its span and its measurements. Listeners can break nothing that was paid for: what they throw is
/// logged and ignored.</summary>
internal sealed class CallTelemetry
{
    private readonly ClientTelemetry _client;
    private readonly PlannedCall _call;
    private readonly long _startedAt;

    /// <summary>What every measurement has: words of the library and of the client's options, so that their number stays small.</summary>
    private readonly TagList _tags;

    /// <summary>What measurements of this library's own have.</summary>
    private readonly TagList _ownTags;

    private Activity? _span;
    private bool _isCountedAsActive;
    private long _waitingSince;
    private int _attempts;
    private string? _requestId;

    public CallTelemetry(ClientTelemetry client, PlannedCall call, TagList tags)
    {
        _client = client;
        _call = call;
        _tags = tags;
        _ownTags = CallMeter.With(tags, "gpt_image.request.kind", call.Request switch
        {
            TextToImageRequest => "text_to_image",
            ImageToImageRequest => "image_to_image",
            _ => "character_reference",
        });
        _startedAt = client.Time.GetTimestamp();
    }

    /// <summary>Starts the span, unless nobody wants it.</summary>
    public void Begin(ActivitySource source, string name)
    {
        Activity? outer = Activity.Current;
        try
        {
            _span = source.StartActivity(name, ActivityKind.Client, parentContext: default, CallSpan.ToFirstTags(_call, _ownTags));
            if (_span is { IsAllDataRequested: true })
            {
                CallSpan.AddRequest(_span, _call, _client.ShowsContent);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Activity.Current = outer;
            Log.ListenerFailed(_client.Logger, exception);
        }

        Safely(() =>
        {
            _isCountedAsActive = _client.Meter.ActiveCalls.Enabled;
            _client.Meter.ActiveCalls.Add(1, _ownTags);
        });
    }

    /// <summary>Notes that an attempt waits for the rate limiter from now on.</summary>
    public void StartWaiting() => _waitingSince = _client.Time.GetTimestamp();

    /// <summary>Measures how long an attempt waited for the rate limiter, whether it may go on or not.</summary>
    public void StopWaiting() =>
        Safely(() => _client.Meter.LimiterWait.Record(_client.Time.GetElapsedTime(_waitingSince).TotalSeconds, _ownTags));

    /// <summary>Counts an attempt that ended.</summary>
    /// <param name="record">The attempt.</param>
    /// <param name="error">The full name of the exception that its failure is; <see langword="null"/> when it brought its answer.</param>
    /// <param name="settled">What it cost, in USD.</param>
    /// <param name="possible">What it may have cost beyond that, in USD.</param>
    public void EndAttempt(AttemptRecord record, string? error, decimal settled, decimal possible)
    {
        _attempts++;
        _requestId = record.RequestId ?? _requestId;
        Safely(() =>
        {
            if (error is not null && _span is { IsAllDataRequested: true })
            {
                _span.AddEvent(CallSpan.ToEvent(record, error));
            }

            TagList tags = CallMeter.With(_ownTags, CallSpan.Charge, ChargeWords.NameOf(record.Charge));
            _client.Meter.Attempts.Add(1, error is null ? tags : CallMeter.With(tags, CallSpan.ErrorType, error));
            AddCost(settled, ChargeState.Charged);
            AddCost(possible, ChargeState.PossiblyCharged);
        });
    }

    /// <summary>Ends a call that brought its answer.</summary>
    /// <param name="answer">What came.</param>
    /// <param name="usage">What the service counted.</param>
    /// <param name="cost">What it cost in USD.</param>
    public void Succeed(IWatchedAnswer? answer, ImageUsage? usage, decimal? cost)
    {
        Safely(() =>
        {
            if (_span is { IsAllDataRequested: true })
            {
                CallSpan.AddAnswer(_span, _call, answer, usage, cost, _client.UsesLatestNames);
            }
        });
        End(error: null, ChargeState.Charged, answer?.PictureCount ?? 0);
        if (usage is not null)
        {
            Safely(() => _client.Meter.Count(usage, _tags));
        }
    }

    /// <summary>Ends a call that failed, or that its caller left.</summary>
    public void Fail(Exception exception)
    {
        (ChargeState charge, int pictures) = exception switch
        {
            GptImageException failed => (failed.Charge, failed.RecoveredImages.Count + failed.RecoveredFiles.Count),
            GptImageCanceledException canceled => (canceled.Charge, canceled.RecoveredFiles.Count),
            _ => (exception.Data["Charge"] as ChargeState? ?? default, 0),
        };
        _span?.SetTag("gpt_image.error.code", (exception as GptImageApiException)?.Code);
        if (_client.UsesLatestNames)
        {
            Log.OperationException(_client.Logger, exception, CallSpan.Operation, _client.ShowsContent);
        }

        End(exception.GetType().FullName, charge, pictures);
    }

    private void End(string? error, ChargeState charge, int pictures)
    {
        Safely(() =>
        {
            if (_isCountedAsActive)
            {
                _client.Meter.ActiveCalls.Add(-1, _ownTags);
            }
        });
        Safely(() =>
        {
            _span?.SetTag(CallSpan.Charge, ChargeWords.NameOf(charge));
            _span?.SetTag("gpt_image.attempt.count", _attempts);
            _span?.SetTag("gpt_image.request.id", _requestId);
            _span?.SetTag("gpt_image.response.image.count", pictures);
            if (error is not null)
            {
                _span?.SetTag(CallSpan.ErrorType, error);
                _span?.SetStatus(ActivityStatusCode.Error);
            }

            _span?.Stop();
        });
        Safely(() =>
        {
            double seconds = _client.Time.GetElapsedTime(_startedAt).TotalSeconds;
            _client.Meter.Duration.Record(seconds, error is null ? _tags : CallMeter.With(_tags, CallSpan.ErrorType, error));
            if (pictures > 0)
            {
                _client.Meter.Images.Add(pictures, _ownTags);
            }
        });
    }

    private void AddCost(decimal usd, ChargeState charge)
    {
        if (usd > 0)
        {
            _client.Meter.Cost.Add((double)usd, CallMeter.With(_ownTags, CallSpan.Charge, ChargeWords.NameOf(charge)));
        }
    }

    private void Safely(Action measure)
    {
        try
        {
            measure();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Log.ListenerFailed(_client.Logger, exception);
        }
    }
}
