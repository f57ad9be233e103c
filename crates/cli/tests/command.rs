//! The command, run as a program.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data").join(name)
}

/// Runs the command in a folder.
fn run(folder: &TempDir, args: &[&str]) -> Output {
    run_with(folder, args, &[])
}

/// Runs the command in a folder, with this standard input.
fn run_with(folder: &TempDir, args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_constriction"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

#[track_caller]
fn succeed(folder: &TempDir, args: &[&str]) -> Vec<u8> {
    let output = run(folder, args);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
    assert_eq!(output.status.code(), Some(0), "{args:?}");
    output.stdout
}

/// Runs the command, which must fail with this exit code and one line.
#[track_caller]
fn fail(folder: &TempDir, args: &[&str], code: i32) -> String {
    let output = run(folder, args);
    assert_eq!(output.status.code(), Some(code), "{args:?}");
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(code == 2 || message.lines().count() == 1, "{message}");
    message
}

/// Compresses and decompresses a file, and returns the size in between.
#[track_caller]
fn round_trip(folder: &TempDir, name: &str, args: &[&str]) -> u64 {
    let before = fs::read(folder.path().join(name)).unwrap();
    let compressed = format!("{name}.cst");
    succeed(folder, &[&["compress", name], args].concat());
    succeed(folder, &["verify", &compressed]);
    fs::remove_file(folder.path().join(name)).unwrap();
    succeed(folder, &["decompress", &compressed]);
    assert!(fs::read(folder.path().join(name)).unwrap() == before, "{name}");
    fs::metadata(folder.path().join(compressed)).unwrap().len()
}

/// A file of numpy's.
fn npy(descr: &str, order: &str, shape: &str, data: &[u8]) -> Vec<u8> {
    let mut text = format!("{{'descr': '{descr}', 'fortran_order': {order}, 'shape': {shape}, }}");
    // Other spaces than ours, which must come back as well.
    text.push_str(&" ".repeat(40 + (64 - (text.len() + 51) % 64)));
    text.push('\n');
    [b"\x93NUMPY\x01\0", &(text.len() as u16).to_le_bytes()[..], text.as_bytes(), data].concat()
}

#[test]
fn files_come_back() {
    let folder = TempDir::new().unwrap();
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    let samples = fs::read(data("jacksboro.s16")).unwrap();
    put("a.s16", &samples);
    let with_shape = round_trip(&folder, "a.s16", &["--dtype", "int16", "--shape", "344,403", "-f"]);
    let alone = round_trip(&folder, "a.s16", &["--dtype=int16", "-f", "-T1"]);
    let as_bytes = round_trip(&folder, "a.s16", &["-f"]);
    assert!(with_shape < alone && alone < as_bytes && as_bytes < samples.len() as u64);

    put("b.npy", &npy("<i2", "False", "(344, 403)", &samples));
    assert!(round_trip(&folder, "b.npy", &[]) < with_shape + 400);
    put("f.npy", &npy("<i2", "True", "(403, 344)", &samples));
    assert!(round_trip(&folder, "f.npy", &[]) < with_shape + 400);
    // Types that containers do not have, and a header that says something else than the file has.
    put("big.npy", &npy(">i2", "False", "(344, 403)", &samples));
    round_trip(&folder, "big.npy", &[]);
    put("short.npy", &npy("<i2", "False", "(345, 403)", &samples));
    round_trip(&folder, "short.npy", &[]);
    put("empty.npy", &npy("<f8", "False", "(0, 3)", &[]));
    round_trip(&folder, "empty.npy", &[]);
    put("empty", &[]);
    round_trip(&folder, "empty", &[]);
    put("text", &fs::read(data("alice29.txt")).unwrap()[..20_000]);
    round_trip(&folder, "text", &[]);
}

#[test]
fn safetensors_come_back_and_damaged_ones_as_bytes() {
    let folder = TempDir::new().unwrap();
    let header = br#"{"__metadata__":{"by":"test"},"b":{"dtype":"BF16","shape":[2,64],"data_offsets":[64,320]},"a":{"dtype":"I8","shape":[64],"data_offsets":[0,64]}}"#;
    let tensors: Vec<u8> = (0..320u32).map(|i| (i % 7) as u8).collect();
    let file = [&(header.len() as u64).to_le_bytes()[..], header, &tensors].concat();
    fs::write(folder.path().join("w.safetensors"), &file).unwrap();
    round_trip(&folder, "w.safetensors", &[]);
    let json = String::from_utf8(succeed(&folder, &["inspect", "--json", "w.safetensors.cst"])).unwrap();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["arrays"][2]["name"], "b");
    assert_eq!(json["arrays"][2]["dtype"], "bfloat16");
    assert_eq!(json["arrays"][2]["shape"], serde_json::json!([2, 64]));
    fs::write(folder.path().join("w.safetensors"), &file[..file.len() - 1]).unwrap();
    round_trip(&folder, "w.safetensors", &["-f"]);
}

#[test]
fn images_come_back_smaller_than_png() {
    let folder = TempDir::new().unwrap();
    fs::copy(data("camera.png"), folder.path().join("camera.png")).unwrap();
    succeed(&folder, &["c", "camera.png"]);
    let png = fs::metadata(data("camera.png")).unwrap().len();
    let text = String::from_utf8(succeed(&folder, &["inspect", "camera.png.cst"])).unwrap();
    assert!(text.contains("uint8(512, 512)") && text.contains("blend"), "{text}");
    assert!(fs::metadata(folder.path().join("camera.png.cst")).unwrap().len() < png * 9 / 10);
    succeed(&folder, &["d", "camera.png.cst", "-o", "again.png"]);
    // The same pixels: the same compressed file.
    succeed(&folder, &["c", "again.png"]);
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    assert!(read("again.png.cst") == read("camera.png.cst"));
}

#[test]
fn archives_come_back_as_archives() {
    let folder = TempDir::new().unwrap();
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["x.npy", "y.npy"] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(&npy("<f4", "False", "(50,)", &[1; 200])).unwrap();
    }
    fs::write(folder.path().join("a.npz"), archive.finish().unwrap().into_inner()).unwrap();
    succeed(&folder, &["compress", "a.npz", "--rm"]);
    assert!(!folder.path().join("a.npz").exists());
    succeed(&folder, &["decompress", "a.npz.cst"]);
    let file = fs::File::open(folder.path().join("a.npz")).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut member = Vec::new();
    std::io::Read::read_to_end(&mut archive.by_name("y.npy").unwrap(), &mut member).unwrap();
    assert_eq!(member, npy("<f4", "False", "(50,)", &[1; 200]));
}

#[test]
fn standard_input_goes_to_standard_output() {
    let folder = TempDir::new().unwrap();
    let input = b"abracadabra ".repeat(1000);
    let compressed = run_with(&folder, &["compress"], &input);
    assert!(compressed.status.success() && compressed.stdout.len() < input.len() / 2);
    let decompressed = run_with(&folder, &["decompress", "-"], &compressed.stdout);
    assert!(decompressed.status.success() && decompressed.stdout == input);
    fs::write(folder.path().join("x"), &input).unwrap();
    assert_eq!(succeed(&folder, &["compress", "-c", "x"]), compressed.stdout);
    assert!(folder.path().read_dir().unwrap().count() == 1);
}

#[test]
fn errors_are_one_line_and_leave_nothing() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    assert!(fail(&folder, &["compress", "none"], 1).contains("none"));
    fs::write(path("x"), b"0123456789".repeat(100)).unwrap();
    succeed(&folder, &["compress", "x"]);
    assert!(fail(&folder, &["compress", "x"], 1).contains("-f"));
    assert!(fail(&folder, &["decompress", "x"], 1).contains(".cst"));
    assert!(fail(&folder, &["decompress", "x", "-o", "y"], 1).contains("not a container"));
    assert!(fail(&folder, &["compress", "x", "-o", "x", "-f"], 1).contains("is the input"));
    let good = fs::read(path("x.cst")).unwrap();
    assert!(fail(&folder, &["compress", "x", "-f", "--dtype", "int16", "--shape", "3"], 1).contains("shape"));
    // What was there is there, and nothing else.
    assert!(fs::read(path("x.cst")).unwrap() == good && folder.path().read_dir().unwrap().count() == 2);
    let mut damaged = fs::read(path("x.cst")).unwrap();
    damaged[18] ^= 1;
    fs::write(path("y.cst"), &damaged).unwrap();
    assert!(fail(&folder, &["verify", "x.cst", "y.cst"], 1).contains("damaged"));
    assert!(fail(&folder, &["decompress", "y.cst"], 1).contains("damaged"));
    damaged.truncate(40);
    fs::write(path("y.cst"), &damaged).unwrap();
    assert!(fail(&folder, &["inspect", "y.cst"], 1).contains("truncated"));
    assert!(!path("y").exists());
    // One file that fails does not keep others from being done.
    fs::remove_file(path("x.cst")).unwrap();
    fail(&folder, &["compress", "none", "x"], 1);
    assert!(path("x.cst").exists());
    for args in [&["compress", "--shape", "3"][..], &["compress", "--dtype", "int17"], &["nonsense"], &[]] {
        fail(&folder, args, 2);
    }
}

#[test]
fn a_container_that_needs_parameters_is_verified_and_not_decompressed() {
    use constriction_container::{ArraySpec, Coder, Coding, Dtype, ModelCoding, Writer};
    let folder = TempDir::new().unwrap();
    let model = "QuantizedGaussian(-5, 5, std=2.0)".parse().unwrap();
    let spec = ArraySpec::new("y", Dtype::I32, &[3]).with_coding(Coding::Model(ModelCoding::new(model, Coder::Ans)));
    let mut writer = Writer::new(Vec::new()).unwrap();
    writer.write(spec, &[1, 2, 3], &[(&[0.5, 1.5, 2.5]).into()]).unwrap();
    fs::write(folder.path().join("y.cst"), writer.finish().unwrap().0).unwrap();
    succeed(&folder, &["verify", "y.cst"]);
    let text = String::from_utf8(succeed(&folder, &["inspect", "y.cst"])).unwrap();
    assert!(text.contains("QuantizedGaussian(-5, 5, std=2.0)"), "{text}");
    assert!(fail(&folder, &["decompress", "y.cst"], 1).contains("needs parameters"));
    assert!(!folder.path().join("y").exists());
}

#[test]
fn help_completions_and_manual_are_printed() {
    let folder = TempDir::new().unwrap();
    for args in [&["--help"][..], &["--version"], &["completions", "bash"], &["completions", "zsh"], &["man"]] {
        assert!(succeed(&folder, args).len() > 10);
    }
    fs::write(folder.path().join("x"), b"0123456789".repeat(100)).unwrap();
    let text = String::from_utf8(succeed(&folder, &["bench", "x"])).unwrap();
    assert!(text.contains("entropy"), "{text}");
}
