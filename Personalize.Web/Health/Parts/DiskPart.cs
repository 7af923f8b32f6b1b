using Personalize.Web.Health.Figures;
using Personalize.Web.Shell;

namespace Personalize.Web.Health.Parts;

/// <summary>Whether there is room where the data lives. A full disk stops everything, so it is told long before.</summary>
internal sealed class DiskPart(IDisk disk) : IPart
{
    private const double Little = 0.10;
    private const double AlmostNone = 0.02;
    private const long AlmostNoBytes = 100_000_000;

    public string Name => "Disk";

    public string Purpose => "room for the database, models and uploads";

    public Task<Finding> LookAsync(CancellationToken cancellation)
    {
        if (disk.Room() is not { } room)
            return Task.FromResult(Finding.Working("How much room there is cannot be asked here."));
        var words = $"{Numbers.Size(room.Free)} of {Numbers.Size(room.Total)} are free ({Numbers.Percent(room.Share)}).";
        if (room.Share < AlmostNone || room.Free < AlmostNoBytes)
            return Finding.Of(PartState.Down, words, "Make room at once: delete old backups and logs, or give the data folder a larger disk.");
        return room.Share < Little
            ? Finding.Of(PartState.Degraded, words, "Make room, or give the data folder a larger disk: a start, an import and a training all need some.")
            : Task.FromResult(Finding.Working(words));
    }
}
