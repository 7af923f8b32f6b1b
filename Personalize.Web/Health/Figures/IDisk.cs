using Personalize.Web.Hosting.Settings;

namespace Personalize.Web.Health.Figures;

public readonly record struct DiskRoom(long Free, long Total)
{
    public double Share => (double)Free / Total;
}

/// <summary>The disk that the data folder is on.</summary>
internal interface IDisk
{
    /// <returns>Null where the system does not tell.</returns>
    DiskRoom? Room();
}

internal sealed class DataDisk(DatabaseLocation location) : IDisk
{
    public DiskRoom? Room()
    {
        try
        {
            var drive = new DriveInfo(location.DataFolder);
            return drive.TotalSize > 0 ? new DiskRoom(drive.AvailableFreeSpace, drive.TotalSize) : null;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
