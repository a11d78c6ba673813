using System.Globalization;
using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>Reads the input file of a batch, or finds what is wrong with it.</summary>
internal sealed class BatchInput
{
    private const int MaxLines = 50_000;
    private const int MaxErrors = 100;

    private static readonly string[] Members = ["custom_id", "method", "url", "body"];

    private readonly string _batchId;
    private readonly string _endpoint;
    private readonly List<BatchLine> _lines = [];
    private readonly List<BatchError> _errors = [];
    private readonly HashSet<string> _customIds = new(StringComparer.Ordinal);

    private BatchInput(string batchId, string endpoint)
    {
        _batchId = batchId;
        _endpoint = endpoint;
    }

    /// <summary>Gets the lines in the order of the file.</summary>
    public IReadOnlyList<BatchLine> Lines => _lines;

    public IReadOnlyList<BatchError> Errors => _errors;

    /// <summary>Gets the model of all lines; null when none names one.</summary>
    public string? Model { get; private set; }

    public static BatchInput Read(string batchId, string endpoint, ReadOnlyMemory<byte> file)
    {
        var input = new BatchInput(batchId, endpoint);
        int number = 0;
        while (file.Length > 0 && input._errors.Count < MaxErrors)
        {
            int end = file.Span.IndexOf((byte)'\n');
            ReadOnlyMemory<byte> line = end < 0 ? file : file[..end];
            file = end < 0 ? default : file[(end + 1)..];
            number++;
            if (line.Span.Trim(" \t\r"u8).Length > 0)
            {
                input.ReadLine(number, line);
            }
        }

        if (number == 0 || (input._lines.Count == 0 && input._errors.Count == 0))
        {
            input.Add("empty_file");
        }

        if (input._lines.Count > MaxLines)
        {
            input.Add("too_many_tasks");
        }

        return input;
    }

    private void ReadLine(int number, ReadOnlyMemory<byte> line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                Add("invalid_json_line", number);
            }
            else if (IsRight(number, document.RootElement))
            {
                string customId = document.RootElement.GetProperty("custom_id").GetString() ?? "";
                string seed = string.Create(CultureInfo.InvariantCulture, $"{_batchId} {customId}");
                _lines.Add(new BatchLine(FakeId.Make("batch_req_", seed), customId, line));
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string with a lone surrogate.
            Add("invalid_json_line", number);
        }
    }

    private bool IsRight(int number, JsonElement line)
    {
        int errors = _errors.Count;
        foreach (JsonProperty unknown in line.EnumerateObject().Where(member => !Members.Contains(member.Name)))
        {
            Refuse(number, ErrorWording.Unknown(unknown.Name));
        }

        foreach (string missing in Members.Where(name => !line.TryGetProperty(name, out _)))
        {
            Refuse(number, ErrorWording.Missing(missing));
        }

        if (_errors.Count > errors)
        {
            return false;
        }

        (JsonElement customId, JsonElement method, JsonElement url, JsonElement body) =
            (line.GetProperty("custom_id"), line.GetProperty("method"), line.GetProperty("url"), line.GetProperty("body"));
        if (customId.ValueKind != JsonValueKind.String)
        {
            Refuse(number, ErrorWording.WrongType("custom_id", "a string", FieldValue.FromJson(customId)));
        }
        else if (!_customIds.Add(customId.GetString() ?? ""))
        {
            Add("duplicate_custom_id", number, "custom_id");
        }

        if (method.ValueKind != JsonValueKind.String || method.GetString() != "POST")
        {
            Refuse(number, ErrorWording.NotOneOf("method", ["POST"], FieldValue.FromJson(method).Text));
        }

        if (url.ValueKind != JsonValueKind.String || url.GetString() != _endpoint)
        {
            Add("url_mismatch", number, "url");
        }

        CheckBody(number, body);
        return _errors.Count == errors;
    }

    private void CheckBody(int number, JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            Refuse(number, ErrorWording.WrongType("body", "an object", FieldValue.FromJson(body)));
        }
        else if (body.TryGetProperty("model", out JsonElement model) && model.ValueKind == JsonValueKind.String)
        {
            Model ??= model.GetString();
            if (model.GetString() != Model)
            {
                Add("model_mismatch", number, "body.model");
            }
        }
    }

    private void Refuse(int number, ServiceError error) =>
        _errors.Add(new BatchError(error.Code ?? error.Type, error.Message, number, error.Param));

    private void Add(string code, int? line = null, string? param = null) =>
        _errors.Add(new BatchError(code, BatchWording.FailureMessage(code, Model ?? ""), line, param));
}
