import { VRMLoaderPlugin } from "@pixiv/three-vrm";
import * as THREE from "three";
import { GLTFLoader } from "three/examples/jsm/loaders/GLTFLoader.js";

/*
 * A receiver of VMC that is not ours: three.js and three-vrm move a VRM by the rotations that come, as programs for
 * avatars do, and nothing of the sender's own lengths but the height of the hips.
 */

const scene = new THREE.Scene();
scene.background = new THREE.Color(0x202024);
scene.add(new THREE.HemisphereLight(0xffffff, 0x606060, 3));
const camera = new THREE.OrthographicCamera(-1.9, 1.9, 2.1, -0.2, -10, 10);
const renderer = new THREE.WebGLRenderer({ antialias: true });
renderer.setSize(480, 290);
document.body.replaceChildren(renderer.domElement);
let vrm;
const stick = new THREE.Group();
scene.add(stick);

window.load = async (base64) => {
  const loader = new GLTFLoader();
  loader.register((parser) => new VRMLoaderPlugin(parser));
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const gltf = await loader.parseAsync(bytes.buffer, "");
  vrm = gltf.userData.vrm;
  vrm.scene.traverse((object) => {
    object.frustumCulled = false;
  });
  scene.add(vrm.scene);
  return vrm.meta.metaVersion;
};

/** Unity's axes are left-handed: x is the other way round. */
const place = ([x, y, z]) => new THREE.Vector3(-x, y, z);
const turn = ([x, y, z, w]) => new THREE.Quaternion(x, -y, -z, w);

/** @param messages [address, ...arguments]. @returns where each bone begins, and where its axes go, by name */
window.move = (messages) => {
  const root = new THREE.Vector3();
  for (const [address, name, ...numbers] of messages) {
    if (address === "/VMC/Ext/Root/Pos") root.copy(place(numbers));
    if (address !== "/VMC/Ext/Bone/Pos") continue;
    const node = vrm.humanoid.getNormalizedBoneNode(name[0].toLowerCase() + name.slice(1));
    node?.quaternion.copy(turn(numbers.slice(3)));
    if (name === "Hips") node.position.copy(place(numbers)).add(root);
  }
  vrm.update(0);
  vrm.scene.updateMatrixWorld(true);
  const bones = {};
  for (const [, name] of messages.filter(([address]) => address === "/VMC/Ext/Bone/Pos")) {
    const node = vrm.humanoid.getRawBoneNode(name[0].toLowerCase() + name.slice(1));
    if (!node) continue;
    const elements = node.matrixWorld.elements;
    bones[name] = { at: [12, 13, 14].map((i) => elements[i]), ahead: [8, 9, 10].map((i) => elements[i]) };
  }
  return bones;
};

/** The avatar on the left, a stick figure on the right; her left is blue, her right orange. */
window.picture = (lines, x, z) => {
  stick.clear();
  for (const { from, to, colour } of lines) {
    const geometry = new THREE.BufferGeometry().setFromPoints(
      [from, to].map((at) => new THREE.Vector3(...at)),
    );
    stick.add(new THREE.Line(geometry, new THREE.LineBasicMaterial({ color: colour })));
  }
  stick.position.x = 1.8;
  camera.position.set(x + 0.9, 0, z + 3);
  camera.lookAt(x + 0.9, 0, z);
  renderer.render(scene, camera);
  return renderer.domElement.toDataURL("image/png");
};
