using Personalize.Data.Spreadsheets.Rows;

namespace Personalize.Web.Import.Running;

/// <summary>What rows of one kind of sheet become. Checking and storing run side by side: one thread each.</summary>
internal interface ISheetTarget
{
    /// <summary>Checks rows. Those that fail are counted in the job's tally.</summary>
    /// <returns>What to hand to the store; null when nothing is left.</returns>
    object? Check(IReadOnlyList<SheetRow> rows);

    Task StoreAsync(object batch, CancellationToken cancellation);

    /// <summary>After the last batch.</summary>
    Task FinishAsync(CancellationToken cancellation);

    /// <summary>Database ids of customers whose state has changed.</summary>
    IReadOnlyCollection<int> Touched { get; }
}
