namespace GptImage.Sdk.Testing;

internal enum FieldKind
{
    Null,
    Text,
    WholeNumber,
    DecimalNumber,
    TrueOrFalse,
    Container,
    List,
    FormText,
}
