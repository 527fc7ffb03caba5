namespace NpyIO.Errors;

/// <summary>A value that messages describe in its own words.</summary>
internal interface IDescribed
{
    /// <summary>What it is: "a tuple of 3".</summary>
    string Description { get; }
}
