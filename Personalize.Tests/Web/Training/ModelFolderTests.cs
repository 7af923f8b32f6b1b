using Microsoft.Extensions.Logging.Abstractions;
using Personalize.Tests.Engine.Support;
using Personalize.Web.Training;

namespace Personalize.Tests.Web.Training;

public sealed class ModelFolderTests : IDisposable
{
    private const long Serving = 2;

    private readonly string _path = Directory.CreateTempSubdirectory("personalize-models-").FullName;
    private readonly ModelFolder _folder;

    public ModelFolderTests() => _folder = new ModelFolder(_path, replayBytes: 0, NullLogger<ModelFolder>.Instance);

    [Fact]
    public void The_newest_are_kept_and_the_one_that_serves()
    {
        Save(2, 3, 4, 8, 9, 10, 11);

        Assert.Equal([2L, 4, 8, 9, 10, 11], Enumerable.Range(1, 11).Select(version => (long)version).Where(_folder.Has));
    }

    [Fact]
    public void Of_those_that_once_served_the_latest_are_kept_as_far_as_the_room_goes()
    {
        var model = SmallShop.Make(customers: 8, items: 12).Train();
        Save(1);
        var length = new FileInfo(Assert.Single(Directory.GetFiles(_path))).Length;
        ModelFolder folder = new(_path, replayBytes: (2 * length) + 1, NullLogger<ModelFolder>.Instance);
        long[] served = [20, 5, 1, 3, 4];
        for (var version = 2; version <= 20; version++) folder.Save(model with { Version = version }, serving: 20, served);

        // 20 serves, 15 to 19 are the newest, 5 and 1 served last; there is no room for 3.
        Assert.Equal([1L, 5, 15, 16, 17, 18, 19, 20], Enumerable.Range(1, 20).Select(version => (long)version).Where(folder.Has));
    }

    [Fact]
    public void A_file_is_found_by_its_version_and_not_when_it_is_damaged()
    {
        Save(2, 3);
        var newest = Directory.GetFiles(_path).Order(StringComparer.Ordinal).Last();
        var bytes = File.ReadAllBytes(newest);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(newest, bytes);

        Assert.Equal(2, _folder.Load(2)!.Version);
        Assert.Null(_folder.Load(3));
        Assert.Null(_folder.Load(4));
    }

    [Fact]
    public void A_half_written_file_is_not_seen_and_goes_with_the_next_save()
    {
        File.WriteAllText(Path.Combine(_path, "model-0000000005.bin.tmp"), "half");
        Assert.False(_folder.Has(5));

        Save(2);

        Assert.Equal(["model-0000000002.bin"], Directory.GetFiles(_path).Select(Path.GetFileName));
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private void Save(params long[] versions)
    {
        var shop = SmallShop.Make(customers: 8, items: 12);
        foreach (var version in versions) _folder.Save(shop.Train(version: version), Serving, []);
    }
}
