using System.Globalization;
using Personalize.Engine;

namespace Personalize.Web.Training;

/// <summary>Saved model sets on disk: <c>models/model-0000000017.bin</c>. A half-written file never has that name.</summary>
/// <param name="replayBytes">Room for further files of versions that once served, so that their lists can be made again.</param>
internal sealed partial class ModelFolder(string path, long replayBytes, ILogger<ModelFolder> log)
{
    /// <summary>Files kept beside the one that serves: what one can go back to.</summary>
    public const int Kept = 5;

    private const string Pattern = "model-*.bin";

    /// <param name="serving">Version of the models in service, which are kept however old; 0 for none.</param>
    /// <param name="served">Versions that once served, the latest first: lists were made of them.</param>
    public void Save(ModelSet models, long serving, IReadOnlyList<long> served)
    {
        Directory.CreateDirectory(path);
        var name = NameOf(models.Version);
        var unfinished = name + ".tmp";
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            ModelFile.Save(models, file);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, name, overwrite: true);
        Prune(serving, served);
    }

    /// <returns>Whether there is a file of that version.</returns>
    public bool Has(long version) => File.Exists(NameOf(version));

    /// <returns>Null when the file is gone or cannot be read; the log says why.</returns>
    public ModelSet? Load(long version)
    {
        var name = NameOf(version);
        if (!File.Exists(name)) return null;
        try
        {
            using var file = File.OpenRead(name);
            return ModelFile.Load(file);
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            LogUnreadable(Path.GetFileName(name), problem);
            return null;
        }
    }

    private string NameOf(long version) => Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"model-{version:D10}.bin"));

    private HashSet<string> KeptOf(IReadOnlyList<string> files, long serving, IReadOnlyList<long> served)
    {
        HashSet<string> kept = [NameOf(serving), .. files.Except([NameOf(serving)]).OrderDescending(StringComparer.Ordinal).Take(Kept)];
        var room = replayBytes;
        foreach (var name in served.Select(NameOf).Where(files.Contains).Where(name => !kept.Contains(name)).ToArray())
        {
            room -= new FileInfo(name).Length;
            if (room < 0) break;
            kept.Add(name);
        }

        return kept;
    }

    private void Prune(long serving, IReadOnlyList<long> served)
    {
        string[] files = [.. Directory.EnumerateFiles(path, Pattern)];
        foreach (var name in files.Except(KeptOf(files, serving, served)).Concat(Directory.EnumerateFiles(path, Pattern + ".tmp")).ToArray())
        {
            try
            {
                File.Delete(name);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                LogNotDeleted(Path.GetFileName(name), problem);
            }
        }
    }

    [LoggerMessage(410, LogLevel.Warning, "Model file {Name} cannot be read and is passed over")]
    private partial void LogUnreadable(string name, Exception problem);

    [LoggerMessage(411, LogLevel.Warning, "Old model file {Name} cannot be deleted")]
    private partial void LogNotDeleted(string name, Exception problem);
}
