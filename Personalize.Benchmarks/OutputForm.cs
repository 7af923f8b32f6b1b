namespace Personalize.Benchmarks;

/// <summary>How a command prints what it measured.</summary>
internal enum OutputForm
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>One object on one line.</summary>
    Json,
}
