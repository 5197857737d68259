using System.CommandLine;

namespace Awsnet.Components.Myops;

/// <summary><c>myops check DIR</c>: every problem of a folder at once.</summary>
internal static class CheckCommand
{
    public static Command Create(AppConsole console)
    {
        var folder = new Argument<string>("DIR")
        {
            Description = "A folder of MyoPS cases, ACDC patients, BUSI images, or any images with masks.",
        };
        var labels = CheckedOption.Folder("--labels", "Folder of the labels (MyoPS) or masks (images). [default: the same folder]");
        var layout = CheckedOption.Choice(
            "--layout", "The layout to expect. [default: found from the files' names]", DataSetLayout.Auto,
            "auto", "myops", "acdc", "busi", "images");
        layout.HelpName = "myops|acdc|busi|images";
        var group = new Option<string?>("--group")
        {
            Description = "For images: a pattern whose first bracket is the patient in an image's path below DIR.",
            HelpName = "REGEX",
        };
        var command = new Command("check", "List every problem of a data folder at once. Exit code 2 if any of them is an error.")
        {
            folder, labels, layout, group,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(folder);
            var report = Check(path, parsed.GetValue(labels), parsed.GetValue(layout), parsed.GetValue(group));
            console.WriteLine(report.ToString());
            if (report.HasErrors)
                throw new InputException(
                    $"{path}: {Numbers.Count(report.Count(FindingSeverity.Error), "error")} found; see the list. Repair or remove the " +
                    "files named there.");
        });
        return command;
    }

    private static DataSetReport Check(string folder, string? labels, DataSetLayout layout, string? group)
    {
        if (layout == DataSetLayout.Auto) layout = LayoutFinder.Find(folder);
        if (labels is not null && layout is DataSetLayout.Acdc or DataSetLayout.Busi)
            throw new InputException($"--labels {labels}: in this layout labels lie beside the images. Leave the option out.");
        if (group is not null && layout != DataSetLayout.Images)
            throw new InputException($"--group {group}: is for plain folders of images. Leave the option out, or give --layout images.");
        try
        {
            return layout switch
            {
                DataSetLayout.Acdc => AcdcFolder.Check(folder),
                DataSetLayout.Busi => BusiFolder.Check(folder),
                DataSetLayout.Images => SegmentationFolder.Check(
                    folder, labels ?? folder, new() { LabelSuffix = "_mask", BinaryLabels = true, GroupPattern = group }),
                _ => MyoPsFolder.Check(folder, labels),
            };
        }
        catch (ArgumentException error) when (group is not null)
        {
            throw new InputException($"--group {group}: {error.Message}");
        }
    }
}
