namespace NpyIO;

/// <summary>How the fields of a record are named after its members, if <see cref="NpyFieldAttribute"/> does not name them.</summary>
public enum NpyNaming
{
    /// <summary>As the members: <c>PriceUsd</c> is <c>PriceUsd</c>.</summary>
    AsWritten,

    /// <summary><c>PriceUsd</c> is <c>priceUsd</c>.</summary>
    CamelCase,

    /// <summary><c>PriceUsd</c> is <c>price_usd</c>.</summary>
    SnakeCase,
}
