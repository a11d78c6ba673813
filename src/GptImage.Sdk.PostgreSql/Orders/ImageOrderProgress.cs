namespace GptImage.Sdk.PostgreSql;

/// <summary>How far an order is.</summary>
public sealed record ImageOrderProgress
{
    /// <summary>Gets the order.</summary>
    public required ImageOrder Order { get; init; }

    /// <summary>Gets how many purchases wait.</summary>
    public long Waiting { get; init; }

    /// <summary>Gets how many purchases a worker has and has not sent.</summary>
    public long Claimed { get; init; }

    /// <summary>Gets how many purchases are being sent.</summary>
    public long Sending { get; init; }

    /// <summary>Gets how many purchases are bought and stored.</summary>
    public long Finished { get; init; }

    /// <summary>Gets how many purchases failed and cost nothing. They can be bought again.</summary>
    public long Failed { get; init; }

    /// <summary>Gets how many purchases may have been bought without their pictures. They are bought again only by
    /// <see cref="PostgreSqlPurchases.RepeatAsync"/>.</summary>
    public long Unknown { get; init; }

    /// <summary>Gets what the order has cost, against its own limit.</summary>
    public ImageSpending Spending { get; init; } = new();

    /// <summary>Gets how many purchases a minute have been finished: in the last five minutes, or since the first of them was sent when
    /// that was later.</summary>
    public double PerMinute { get; init; }

    /// <summary>Gets how long what is left takes at that pace, or <see langword="null"/> when nothing was finished lately.</summary>
    public TimeSpan? TimeLeft => PerMinute > 0 ? TimeSpan.FromMinutes((Waiting + Claimed + Sending) / PerMinute) : null;
}
