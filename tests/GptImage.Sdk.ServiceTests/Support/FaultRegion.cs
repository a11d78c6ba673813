namespace GptImage.Sdk.ServiceTests;

/// <summary>Where in an exchange something can go wrong, in the order of an exchange.</summary>
public enum FaultRegion
{
    /// <summary>The connection was accepted, and nothing read.</summary>
    Connected,

    /// <summary>The first bytes of the client's TLS greeting are there.</summary>
    Tls,

    /// <summary>The head of the request is there, and a first part of its body.</summary>
    Upload,

    /// <summary>The whole request is there: from here on the service charges.</summary>
    Uploaded,

    /// <summary>A part of the answer's head was sent.</summary>
    Headers,

    /// <summary>The head of the answer and a part of its first picture were sent.</summary>
    Body,

    /// <summary>The first of two pictures was sent.</summary>
    BetweenPictures,

    /// <summary>A part of the first event was sent: a preview.</summary>
    FirstEvent,

    /// <summary>The first event was sent, and a part of the second: the finished picture.</summary>
    SecondEvent,

    /// <summary>The whole answer was sent.</summary>
    Answered,
}
