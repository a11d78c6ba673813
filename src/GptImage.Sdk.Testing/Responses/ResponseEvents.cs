using System.Buffers;
using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>Lists the events of a streamed response in the service's order.</summary>
internal sealed class ResponseEvents
{
    private readonly List<StreamFrame> _frames = [];
    private readonly ResponseRecord _response;

    private ResponseEvents(ResponseRecord response) => _response = response;

    /// <summary>Lists the events of a response that ends as it should.</summary>
    public static IReadOnlyList<StreamFrame> WholeStream(ResponseRecord response)
    {
        var events = new ResponseEvents(response);
        events.AddBegin();
        for (int index = 0; index < response.Output.Count; index++)
        {
            events.AddItem(response.Output[index], index);
        }

        events.Add("response." + response.Status, writer => events.WriteResponse(writer, isUnderWay: false));
        return events._frames;
    }

    /// <summary>Lists the events of a response that breaks off in its first picture.</summary>
    /// <param name="response">The response.</param>
    /// <param name="partials">After how many previews.</param>
    /// <param name="error">What the last event says; null when there is none.</param>
    public static IReadOnlyList<StreamFrame> BrokenStream(ResponseRecord response, int partials, ServiceError? error)
    {
        var events = new ResponseEvents(response);
        events.AddBegin();
        int index = response.Output.TakeWhile(item => item is not CallItem).Count();
        if (index < response.Output.Count && response.Output[index] is CallItem call)
        {
            events.AddCallBegin(call, index, partials);
        }

        if (error is not null)
        {
            events.Add("error", writer =>
            {
                writer.WriteString("code", error.Code);
                writer.WriteString("message", error.Message);
                writer.WriteString("param", error.Param);
            });
        }

        return events._frames;
    }

    private void AddBegin()
    {
        Add("response.created", writer => WriteResponse(writer, isUnderWay: true));
        Add("response.in_progress", writer => WriteResponse(writer, isUnderWay: true));
    }

    private void AddItem(OutputItem item, int index)
    {
        switch (item)
        {
            case CallItem call:
                AddCallBegin(call, index, int.MaxValue);
                if (!_response.Outcome.LeavesCallsGenerating && call.Error is null)
                {
                    AddPlaced("response.image_generation_call.completed", call.Id, index, _ => { });
                }

                break;
            case MessageItem message:
                AddItemEvent("added", item, index, isUnderWay: true);
                AddMessage(message, index);
                break;
            default:
                AddItemEvent("added", item, index, isUnderWay: true);
                break;
        }

        AddItemEvent("done", item, index, isUnderWay: false);
    }

    private void AddCallBegin(CallItem call, int index, int partials)
    {
        AddItemEvent("added", call, index, isUnderWay: true);
        AddPlaced("response.image_generation_call.in_progress", call.Id, index, _ => { });
        AddPlaced("response.image_generation_call.generating", call.Id, index, _ => { });
        for (int number = 0; number < Math.Min(partials, call.Partials.Count); number++)
        {
            (int partialIndex, byte[] partial) = (number, call.Partials[number]);
            AddPlaced("response.image_generation_call.partial_image", call.Id, index, writer =>
            {
                writer.WriteNumber("partial_image_index", partialIndex);
                writer.WriteBase64String("partial_image_b64", partial);
                if (call.Facts is { } facts)
                {
                    writer.WriteString("size", facts.Size);
                    writer.WriteString("quality", facts.Plan.Quality);
                    writer.WriteString("background", facts.Background);
                    writer.WriteString("output_format", facts.Plan.Format);
                }
            });
        }
    }

    private void AddMessage(MessageItem message, int index)
    {
        AddPlaced("response.content_part.added", message.Id, index, writer => WritePart(writer, ""));
        if (message.Text.Length > 0)
        {
            AddPlaced("response.output_text.delta", message.Id, index, writer =>
            {
                writer.WriteNumber("content_index", 0);
                writer.WriteString("delta", message.Text);
                writer.WriteStartArray("logprobs");
                writer.WriteEndArray();
                writer.WriteString("obfuscation", "xK3v");
            });
        }

        AddPlaced("response.output_text.done", message.Id, index, writer =>
        {
            writer.WriteNumber("content_index", 0);
            writer.WriteString("text", message.Text);
            writer.WriteStartArray("logprobs");
            writer.WriteEndArray();
        });
        AddPlaced("response.content_part.done", message.Id, index, writer => WritePart(writer, message.Text));
    }

    private void AddItemEvent(string what, OutputItem item, int index, bool isUnderWay) =>
        Add("response.output_item." + what, writer =>
        {
            writer.WriteNumber("output_index", index);
            writer.WritePropertyName("item");
            ResponseWriter.WriteItem(writer, item, _response.Outcome, isUnderWay);
        });

    private void AddPlaced(string type, string itemId, int index, Action<Utf8JsonWriter> write) => Add(type, writer =>
    {
        writer.WriteNumber("output_index", index);
        writer.WriteString("item_id", itemId);
        write(writer);
    });

    private void Add(string type, Action<Utf8JsonWriter> write)
    {
        int number = _frames.Count;
        _frames.Add(new StreamFrame(type, () =>
        {
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer, ErrorWriter.Options))
            {
                writer.WriteStartObject();
                writer.WriteString("type", type);
                write(writer);
                writer.WriteNumber("sequence_number", number);
                writer.WriteEndObject();
            }

            return buffer.WrittenMemory;
        }));
    }

    private void WriteResponse(Utf8JsonWriter writer, bool isUnderWay)
    {
        writer.WriteStartObject("response");
        ResponseWriter.WriteMembers(writer, _response, isUnderWay);
        writer.WriteEndObject();
    }

    private static void WritePart(Utf8JsonWriter writer, string text)
    {
        writer.WriteNumber("content_index", 0);
        writer.WritePropertyName("part");
        ResponseWriter.WritePart(writer, text);
    }
}
