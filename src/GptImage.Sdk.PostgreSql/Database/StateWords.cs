namespace GptImage.Sdk.PostgreSql;

/// <summary>The words of the tables for states.</summary>
internal static class StateWords
{
    public static string NameOf(PurchaseState state) => state switch
    {
        PurchaseState.Waiting => "waiting",
        PurchaseState.Claimed => "claimed",
        PurchaseState.Sending => "sending",
        _ => LedgerWords.NameOf(state),
    };

    public static PurchaseState Read(string name) => name switch
    {
        "waiting" => PurchaseState.Waiting,
        "claimed" => PurchaseState.Claimed,
        "sending" => PurchaseState.Sending,
        _ => LedgerWords.StateOf(name) ?? PurchaseState.Unknown,
    };

    public static string NameOf(ImageOrderState state) => state switch
    {
        ImageOrderState.Paused => "paused",
        ImageOrderState.Canceled => "canceled",
        _ => "running",
    };

    public static ImageOrderState ReadOrder(string name) => name switch
    {
        "paused" => ImageOrderState.Paused,
        "canceled" => ImageOrderState.Canceled,
        _ => ImageOrderState.Running,
    };
}
