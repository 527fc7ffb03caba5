namespace NpyIO.Errors;

/// <summary>A value that describes itself in messages.</summary>
internal interface IDescribed
{
    /// <summary>What the value is: "a tuple of 3".</summary>
    string Description { get; }
}
