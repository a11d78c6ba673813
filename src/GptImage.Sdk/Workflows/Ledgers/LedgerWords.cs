namespace GptImage.Sdk;

/// <summary>The words of a ledger file for states and charges.</summary>
internal static class LedgerWords
{
    public static string NameOf(PurchaseState state) => state switch
    {
        PurchaseState.Finished => "finished",
        PurchaseState.Failed => "failed",
        _ => "unknown",
    };

    /// <summary>Reads the state of an end; <see langword="null"/> when it is no such word.</summary>
    public static PurchaseState? StateOf(string? name) => name switch
    {
        "finished" => PurchaseState.Finished,
        "failed" => PurchaseState.Failed,
        "unknown" => PurchaseState.Unknown,
        _ => null,
    };

    public static string NameOf(ChargeState charge) => ChargeWords.NameOf(charge);

    public static ChargeState ChargeOf(string? name) => name switch
    {
        "not_sent" => ChargeState.NotSent,
        "rejected" => ChargeState.Rejected,
        "charged" => ChargeState.Charged,
        _ => ChargeState.PossiblyCharged,
    };
}
