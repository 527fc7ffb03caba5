namespace NpyIO.Kernels;

/// <summary>A generic method, for a type that is known only at run time.</summary>
internal interface ITimeTypeUser<TResult>
{
    TResult Use<T>();
}
