namespace GptImage.Sdk.Testing;

/// <summary>The service's words for what it refuses about batches and their files.</summary>
internal static class BatchWording
{
    public static ServiceError FileFormat { get; } =
        new(400, ErrorWording.RequestFault, null, null, "Invalid file format for Batch API. Must be .jsonl") { HasDetail = true };

    public static ServiceError NotFound(string id) =>
        new(404, ErrorWording.RequestFault, null, null, $"No batch found with id '{id}'.");

    public static ServiceError InputFileNotFound(string id) =>
        ErrorWording.UnknownFile(id) with { StatusCode = 400, Param = "input_file_id", HasDetail = false };

    public static ServiceError InputFilePurpose(string purpose) =>
        new(400, ErrorWording.RequestFault, "invalid_value", "input_file_id",
        $"Invalid 'input_file_id': expected a file with purpose 'batch', but got one with purpose '{purpose}'.");

    public static ServiceError CannotCancel(string status) =>
        new(409, ErrorWording.RequestFault, null, null, $"Cannot cancel a batch with status '{status}'.");

    public static ServiceError TooMuchMetadata(int limit, int count) =>
        new(400, ErrorWording.RequestFault, "object_above_max_properties", "metadata",
        FormattableString.Invariant(
            $"Invalid 'metadata': too many properties. Expected an object with at most {limit} properties, but got {count} instead."));

    public static ServiceError LineStream { get; } =
        new(400, ErrorWording.RequestFault, "invalid_value", "stream", "Streaming is not supported in the Batch API.");

    /// <summary>The usual message of a code in the errors of a failed batch.</summary>
    public static string FailureMessage(string code, string model) => code switch
    {
        "invalid_json_line" => "This line is not parseable as valid JSON.",
        "empty_file" => "The file is empty. Please ensure that the batch contains at least one request.",
        "too_many_tasks" => "The number of requests in this batch exceeds the limit of 50000.",
        "duplicate_custom_id" => "The custom_id of this line was used by an earlier line. Each custom_id must be unique in its file.",
        "url_mismatch" => "The URL of this line does not match the endpoint of the batch.",
        "model_mismatch" => "The model of this line does not match the model of the lines before it.",
        "token_limit_exceeded" =>
            $"Enqueued token limit reached for {model} in organization org-fake. Limit: 90,000 enqueued tokens. Please try again once some "
            + "in_progress batches have been completed.",
        _ => "The batch failed validation.",
    };
}
