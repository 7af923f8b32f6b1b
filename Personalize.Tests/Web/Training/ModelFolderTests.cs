using Microsoft.Extensions.Logging.Abstractions;
using Personalize.Tests.Engine.Support;
using Personalize.Web.Training;

namespace Personalize.Tests.Web.Training;

public sealed class ModelFolderTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("personalize-models-").FullName;
    private readonly ModelFolder _folder;

    public ModelFolderTests() => _folder = new ModelFolder(_path, NullLogger<ModelFolder>.Instance);

    [Fact]
    public void The_three_newest_are_kept_and_come_newest_first()
    {
        Save(8, 9, 10, 11);

        Assert.Equal([11, 10, 9], _folder.LoadAll().Select(models => models.Version));
        Assert.Equal(3, Directory.GetFiles(_path).Length);
    }

    [Fact]
    public void A_damaged_file_is_passed_over()
    {
        Save(1, 2);
        var newest = Directory.GetFiles(_path).Order(StringComparer.Ordinal).Last();
        var bytes = File.ReadAllBytes(newest);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(newest, bytes);

        Assert.Equal([1], _folder.LoadAll().Select(models => models.Version));
    }

    [Fact]
    public void A_half_written_file_is_not_seen_and_goes_with_the_next_save()
    {
        File.WriteAllText(Path.Combine(_path, "model-0000000005.bin.tmp"), "half");
        Assert.Empty(_folder.LoadAll());

        Save(6);

        Assert.Equal(["model-0000000006.bin"], Directory.GetFiles(_path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_missing_folder_holds_nothing() =>
        Assert.Empty(new ModelFolder(Path.Combine(_path, "none"), NullLogger<ModelFolder>.Instance).LoadAll());

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private void Save(params long[] versions)
    {
        var shop = SmallShop.Make(customers: 8, items: 12);
        foreach (var version in versions) _folder.Save(shop.Train(version: version));
    }
}
