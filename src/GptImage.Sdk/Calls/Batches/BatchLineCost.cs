namespace GptImage.Sdk;

/// <summary>What one request of a batch cost in the end, in USD.</summary>
/// <param name="UpTo">What was set aside for its pictures.</param>
/// <param name="Cost">What they cost.</param>
/// <param name="Possible">What they may have cost, where that is not known.</param>
/// <param name="Charge">Whether it was charged.</param>
internal readonly record struct BatchLineCost(decimal UpTo, decimal Cost, decimal Possible, ChargeState Charge);
