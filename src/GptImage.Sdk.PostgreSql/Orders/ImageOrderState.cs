namespace GptImage.Sdk.PostgreSql;

/// <summary>Whether purchases of an order are started.</summary>
public enum ImageOrderState
{
    /// <summary>Purchases are started.</summary>
    Running,

    /// <summary>Nothing new is started until the order is resumed. What was started is finished.</summary>
    Paused,

    /// <summary>Nothing new is started ever again. What was started is finished.</summary>
    Canceled,
}
