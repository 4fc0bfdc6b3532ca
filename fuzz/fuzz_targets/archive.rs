//! Bytes as the members of a tar, which 0x01 parts; or as what follows the first bytes of a zip.
#![no_main]

mod checks;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else {
        return;
    };
    let packed = if choice & 1 == 0 {
        tar(bytes)
    } else {
        [b"PK\x03\x04", bytes].concat()
    };
    let _ = checks::open(&packed, None);
});

/// A tar whose headers are right but for what the bytes say.
fn tar(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    for (number, member) in bytes.split(|&b| b == 1).enumerate().take(8) {
        let mut header = [0_u8; 512];
        let (name, content) = member.split_at(member.len().min(12));
        header[..name.len()].copy_from_slice(name);
        header[0] = header[0].max(b'a');
        header[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
        header[156] = [b'0', b'0', b'0', b'5', b'2', b'L', b'x', b'S'][number];
        header[257..263].copy_from_slice(b"ustar ");
        header[148..156].fill(b' ');
        let sum: u32 = header.iter().map(|&b| u32::from(b)).sum();
        header[148..154].copy_from_slice(format!("{sum:06o}").as_bytes());
        header[154] = 0;
        packed.extend_from_slice(&header);
        packed.extend_from_slice(content);
        packed.resize(packed.len().next_multiple_of(512), 0);
    }
    packed
}
