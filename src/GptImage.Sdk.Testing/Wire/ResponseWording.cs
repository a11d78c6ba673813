namespace GptImage.Sdk.Testing;

/// <summary>The service's words for what it refuses about responses.</summary>
internal static class ResponseWording
{
    public static ServiceError NotFound(string id) =>
        new(404, ErrorWording.RequestFault, null, null, $"Response with id '{id}' not found.");

    public static ServiceError PreviousNotFound(string id) =>
        new(400, ErrorWording.RequestFault, "previous_response_not_found", "previous_response_id",
        $"Previous response with id '{id}' not found.");

    public static ServiceError ConversationNotFound(string id) =>
        new(404, ErrorWording.RequestFault, null, "conversation", $"Conversation with id '{id}' not found.");

    public static ServiceError TwoHistories { get; } =
        new(400, ErrorWording.RequestFault, "mutually_exclusive_parameters", "previous_response_id",
        "Mutually exclusive parameters: 'previous_response_id' and 'conversation'. Ensure you are only providing one of them.");

    public static ServiceError ItemNotFound(string id) =>
        new(404, ErrorWording.RequestFault, null, "input",
        $"Item with id '{id}' not found. Items are not persisted when `store` is set to false. Try again with `store` set to true, or "
        + "remove this item from your input.");

    public static ServiceError WithoutReasoning(string callId, string reasoningId) =>
        new(400, ErrorWording.RequestFault, null, "input",
        $"Item '{callId}' of type 'image_generation_call' was provided without its required 'reasoning' item: '{reasoningId}'.");

    public static ServiceError NoToolForChoice { get; } =
        new(400, ErrorWording.RequestFault, null, "tool_choice", "Tool choice 'image_generation' not found in 'tools' parameter.");

    public static ServiceError ImageModel(string model) =>
        new(400, ErrorWording.RequestFault, null, "model", $"The requested model '{model}' cannot be used with the Responses API.");

    public static ServiceError NoPictureToEdit { get; } =
        new(400, ErrorWording.ImageFault, "invalid_value", "tools[0].action", "There is no image in context to edit.");

    public static ServiceError NoBackground { get; } =
        new(400, ErrorWording.RequestFault, "unsupported_value", "background", "Background mode is not supported by the fake service.");

    public static ServiceError NotInBackground(string id) =>
        new(400, ErrorWording.RequestFault, null, null, $"Cannot cancel the response '{id}': it was not created with background=true.");

    public static ServiceError UnknownItem(string param, string type) =>
        new(400, ErrorWording.RequestFault, "invalid_value", param, $"Invalid value: '{type}'.");
}
