namespace GptImage.Sdk.Testing;

/// <summary>Where a subject stands in a scene.</summary>
internal enum SubjectPlace
{
    /// <summary>Far off, its foot on the ground.</summary>
    Land,

    /// <summary>Far off, on the water where there is some.</summary>
    Water,

    /// <summary>Near, on the ground or on a table.</summary>
    Near,
}
