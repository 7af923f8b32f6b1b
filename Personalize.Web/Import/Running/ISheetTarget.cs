using Personalize.Data.Spreadsheets.Rows;

namespace Personalize.Web.Import.Running;

/// <summary>What rows of one kind of sheet become. Checking and storing run side by side: one thread each.</summary>
internal interface ISheetTarget
{
    /// <summary>Checks rows. Those that fail are counted in the job's tally.</summary>
    /// <returns>Stores the others, on the thread that stores; null when nothing is left.</returns>
    Func<CancellationToken, Task>? Check(IReadOnlyList<SheetRow> rows);

    /// <summary>After the last batch.</summary>
    Task FinishAsync(CancellationToken cancellation);

    /// <summary>Database ids of customers whose state has changed.</summary>
    IReadOnlyCollection<int> Touched { get; }
}
